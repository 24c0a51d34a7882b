import { kilograms, thisDay } from '../core/format.ts';
import { VEHICLE_STATES } from '../core/states.ts';
import { Accion } from '../piezas/Accion.tsx';
import { useBodegas, useFlota } from './datos.ts';
import type { Orden, Vehiculo } from './tipos.ts';

interface Props {
  readonly orden: Orden;
  readonly cerrar: () => void;
  readonly alHacer: () => void;
}

/** A dispatcher puts an order into the plan of a vehicle's day. */
export function AsignarAMano({ orden: { ordenId, bodegaId, vehiculoId, dia }, cerrar, alHacer }: Props) {
  const { rows } = useFlota();
  const { nameOf } = useBodegas();
  const isNear = (vehiculo: Vehiculo) => (vehiculo.bodegaId === bodegaId ? 0 : 1);
  const fleet = [...rows.value.values()]
    .filter(({ estado }) => estado !== 'retirado')
    .toSorted((a, b) => isNear(a) - isNear(b) || a.vehiculoId.localeCompare(b.vehiculoId));
  return (
    <Accion
      titulo="Asignar a mano"
      consecuencia={`${vehiculoId ? `Ahora está en el plan de ${vehiculoId}. ` : ''}La orden queda en el plan de ese vehículo y ese día. Se respeta lo que usted diga aunque no llegue en la ventana; lo que no cabe se rechaza.`}
      path={(form) => `/vehiculos/${form.get('vehiculo')}/planes/${form.get('dia')}/paradas`}
      cuerpo={(form) => assignment(ordenId, form)}
      hacer="Asignar"
      hecho="Orden asignada"
      cerrar={cerrar}
      alHacer={alHacer}
    >
      <div class="campo">
        <label for="vehiculo">Vehículo</label>
        <select id="vehiculo" name="vehiculo" required>
          {fleet.map((one) => (
            <option key={one.vehiculoId} value={one.vehiculoId} selected={one.vehiculoId === vehiculoId}>
              {wordsOf(one, nameOf(one.bodegaId))}
            </option>
          ))}
        </select>
      </div>
      <div class="par">
        <div class="campo">
          <label for="dia">Día</label>
          <input id="dia" name="dia" type="date" required defaultValue={dia ?? thisDay.value} />
        </div>
        <div class="campo">
          <label for="posicion">Lugar en la ruta</label>
          <input id="posicion" name="posicion" type="number" min={1} max={1001} placeholder="Donde menos desvíe" />
        </div>
      </div>
      <label class="opcion">
        <input type="checkbox" name="fija" />
        Fijarla ahí: ninguna planificación la mueve
      </label>
    </Accion>
  );
}

function wordsOf({ vehiculoId, estado, capacidadKg }: Vehiculo, bodega: string): string {
  const state = estado === 'disponible' ? '' : `, ${VEHICLE_STATES[estado]?.one.toLowerCase() ?? estado}`;
  return `${vehiculoId} · ${bodega} · ${kilograms(capacidadKg)}${state}`;
}

/** People count from one. */
function assignment(ordenId: string, form: FormData): object {
  const place = Number(form.get('posicion'));
  return { ordenId, ...(place > 0 && { posicion: place - 1 }), ...(form.has('fija') && { fija: true }) };
}
