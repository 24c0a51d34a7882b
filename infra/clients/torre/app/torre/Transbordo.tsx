import { orderName } from '../core/format.ts';
import { view } from '../core/store.ts';
import { Accion } from '../piezas/Accion.tsx';
import { useBodegas, useFlota } from './datos.ts';
import { transbordables } from './flota.ts';
import type { Orden, Vehiculo } from './tipos.ts';

interface Props {
  readonly vehiculo: Vehiculo;
  readonly cerrar: () => void;
}

/** A vehicle on the road hands stops over to another one. */
export function Transbordo({ vehiculo: { vehiculoId, bodegaId }, cerrar }: Props) {
  const { rows: fleet } = useFlota();
  const { nameOf } = useBodegas();
  const { rows: ordenes } = view<Orden>('ordenes');
  const others = [...fleet.value.values()]
    .filter((one) => one.vehiculoId !== vehiculoId && (one.estado === 'disponible' || one.estado === 'enRuta'))
    .toSorted(
      (a, b) =>
        Number(b.bodegaId === bodegaId) - Number(a.bodegaId === bodegaId) || a.vehiculoId.localeCompare(b.vehiculoId),
    );
  const aboard = transbordables(ordenes.value.values(), vehiculoId);
  return (
    <Accion
      titulo={`Transbordar de ${vehiculoId}`}
      consecuencia="El otro vehículo sigue con estas paradas y con la mercancía que vuelve. Si está en su base, empieza una ruta con ellas."
      path={`/vehiculos/${vehiculoId}/transbordos`}
      cuerpo={(form) => handover(form, aboard.length)}
      hacer="Transbordar"
      hecho="Transbordo hecho"
      cerrar={cerrar}
    >
      <div class="campo">
        <label for="a">A qué vehículo</label>
        <select id="a" name="a" required>
          {others.map((one) => (
            <option key={one.vehiculoId} value={one.vehiculoId}>
              {one.vehiculoId} · {nameOf(one.bodegaId)} · {one.estado === 'enRuta' ? 'en ruta' : 'en bodega'}
            </option>
          ))}
        </select>
      </div>
      <div class="campo">
        <label for="lugar">Dónde</label>
        <input
          id="lugar"
          name="lugar"
          required
          maxLength={200}
          placeholder="Calle 80 con carrera 30"
          autocomplete="off"
        />
      </div>
      <fieldset class="opciones">
        <legend>Qué pasa</legend>
        {aboard.map((orden) => (
          <label key={orden.ordenId} class="opcion">
            <input type="checkbox" name="ordenes" value={orden.ordenId} defaultChecked />
            {orden.destino.direccion ?? 'Dirección olvidada'} · {orderName(orden)}
          </label>
        ))}
      </fieldset>
    </Accion>
  );
}

/** All of them is said by naming none: so what this page does not know yet goes along. */
function handover(form: FormData, all: number): object {
  const ordenes = form.getAll('ordenes');
  return { a: form.get('a'), lugar: String(form.get('lugar')), ...(ordenes.length < all && { ordenes }) };
}
