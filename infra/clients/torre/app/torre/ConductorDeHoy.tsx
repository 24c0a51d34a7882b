import { useState } from 'preact/hooks';
import { soon } from '../core/doing.ts';
import { phone, thisDay } from '../core/format.ts';
import { may } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { useConductores } from './datos.ts';
import { driverOf } from './flota.ts';
import { dayAt } from './tablero.ts';
import type { Vehiculo } from './tipos.ts';

/** Who drives a vehicle on the day that it is at, and how somebody else gets it. */
export function ConductorDeHoy({ vehiculo }: { readonly vehiculo: Vehiculo }) {
  const { conductores, reading, again } = useConductores();
  const [open, setOpen] = useState(false);
  if (reading.value.readAt === undefined) return null;
  const placa = vehiculo.vehiculoId;
  const dia = dayAt(vehiculo, thisDay.value);
  const isToday = dia === thisDay.value;
  const driver = driverOf(conductores.value, placa, dia);
  const shared = { cerrar: () => setOpen(false), alHacer: () => soon(again) };
  const free = conductores.value.filter(({ jornadas }) => !jornadas.some((una) => una.dia === dia));
  return (
    <p class="nota-accion en-linea">
      {driver ? (
        <span>
          {isToday ? 'Hoy lo conduce' : 'Lo conduce'} <b>{driver.nombre}</b> ·{' '}
          <a href={`tel:${driver.telefono}`}>{phone(driver.telefono)}</a>
        </span>
      ) : (
        <span>{isToday ? 'Hoy no lo conduce nadie.' : 'No lo conduce nadie.'}</span>
      )}
      {may('vehiculos:escribir') && (driver || (isToday && vehiculo.estado !== 'retirado')) && (
        <button type="button" class="secundario" onClick={() => setOpen(true)}>
          {driver ? 'Liberar conductor' : 'Asignar conductor'}
        </button>
      )}
      {open && driver && (
        <Accion
          {...shared}
          titulo="Liberar conductor"
          consecuencia={`${driver.nombre} deja ${placa}${isToday ? ' por hoy' : ''}, y se puede confiar a otra persona. Si va en ruta, la ruta queda sin conductor hasta entonces.`}
          path={`/conductores/${driver.conductorId}/jornadas/${dia}/liberacion`}
          cuerpo={() => ({})}
          hacer="Liberar"
          hecho="Conductor liberado"
        />
      )}
      {open && !driver && (
        <Accion
          {...shared}
          titulo="Asignar conductor"
          consecuencia={`Solo esa persona puede iniciar hoy la ruta de ${placa} desde su teléfono y cerrar sus paradas.`}
          path={(form) => `/conductores/${form.get('conductor')}/jornadas`}
          cuerpo={() => ({ dia, vehiculoId: placa })}
          hacer="Asignar"
          hecho="Conductor asignado"
        >
          <div class="campo">
            <label for="conductor">Quién conduce</label>
            <select id="conductor" name="conductor" required>
              {free.map(({ conductorId, nombre }) => (
                <option key={conductorId} value={conductorId}>
                  {nombre}
                </option>
              ))}
            </select>
          </div>
          {free.length === 0 && <p>Todos los conductores tienen hoy un vehículo. Libere antes a uno.</p>}
        </Accion>
      )}
    </p>
  );
}
