import { now } from '../core/clock.ts';
import { useRow } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { promiseOf } from './promesa.ts';
import type { Orden, Vehiculo } from './tipos.ts';

/** What the customer may expect of an order now; nothing by an hour of its plan while the vehicle that brings it has broken down. */
export function Promesa({ orden }: { readonly orden: Orden }) {
  const { estado, vehiculoId = '' } = orden;
  const isRead = estado === 'enTransito' && may('vehiculos:leer');
  const { row } = useRow<Vehiculo>({
    view: 'vehiculos',
    key: vehiculoId,
    topic: `vehiculo:${vehiculoId}`,
    path: isRead ? `/vehiculos/${vehiculoId}` : undefined,
  });
  const averiado = isRead && row.value?.estado === 'averiado';
  return (
    <p class="promesa">{averiado ? `Se demora: ${vehiculoId} se averió en su ruta` : promiseOf(orden, now.value)}</p>
  );
}
