import { useState } from 'preact/hooks';
import { soon } from '../core/doing.ts';
import { phone, thisDay } from '../core/format.ts';
import { may } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { useConductores } from './datos.ts';

/** Who drives a vehicle today, and how somebody else gets it. */
export function ConductorDeHoy({ placa, retirado }: { readonly placa: string; readonly retirado: boolean }) {
  const { conductores, today, reading, again } = useConductores();
  const [open, setOpen] = useState(false);
  if (reading.value.readAt === undefined) return null;
  const driver = today.value.get(placa);
  const dia = thisDay.value;
  const shared = { cerrar: () => setOpen(false), alHacer: () => soon(again) };
  const free = conductores.value.filter(({ jornadas }) => !jornadas.some((una) => una.dia === dia));
  return (
    <p class="nota-accion en-linea">
      {driver ? (
        <span>
          Hoy lo conduce <b>{driver.nombre}</b> · <a href={`tel:${driver.telefono}`}>{phone(driver.telefono)}</a>
        </span>
      ) : (
        <span>Hoy no lo conduce nadie.</span>
      )}
      {may('vehiculos:escribir') && (driver || !retirado) && (
        <button type="button" class="secundario" onClick={() => setOpen(true)}>
          {driver ? 'Liberar conductor' : 'Asignar conductor'}
        </button>
      )}
      {open && driver && (
        <Accion
          {...shared}
          titulo="Liberar conductor"
          consecuencia={`${driver.nombre} deja ${placa} por hoy, y se puede confiar a otra persona. Si va en ruta, la ruta queda sin conductor hasta entonces.`}
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
