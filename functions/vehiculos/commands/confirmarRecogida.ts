import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, VehiculoId } from '#events/comun/ids.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { RecogidaHecha } from '#events/vehiculos/RecogidaHecha.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { isRejection, reject } from '#shared/model/rejection.ts';
import { bodegasPorCargar, entrega } from '../entrega.ts';
import { reserva, tienenLoEsperado } from '../reserva.ts';
import { rutaAbierta } from '../ruta.ts';
import { paradasAbiertas, type Vehiculo, vehiculo } from '../vehiculo.ts';

/** The driver has fetched in a warehouse what it gives to the orders of the route that are still to be delivered. */
export const confirmarRecogida = unitOfWork({
  over: { vehiculo, entrega },
  consults: { reserva },
  http: 'POST /vehiculos/{vehiculoId}/recogidas',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Confirma una recogida',
    description:
      'El conductor recogió en una bodega la mercancía de las órdenes de su ruta. Sin eso no se puede confirmar la entrega de ninguna de ellas.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, bodegaId: BodegaId }),
  example: { vehiculoId: EJEMPLO.vehiculoId, bodegaId: EJEMPLO.bodegaId },
  rejects: ['VEHICULO_NO_EXISTE', 'RUTA_NO_INICIADA', 'CONDUCTOR_AJENO', 'RECOGIDA_NO_PENDIENTE', 'RESERVA_EN_CAMBIO'],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: ({ bodegaId }, v) => ({ entrega: porRecogerEn(v, bodegaId), reserva: porRecogerEn(v, bodegaId) }),
  decide: ({ vehiculoId, bodegaId }, states, { actor }) => {
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const ruta = rutaAbierta(v, actor);
    if (isRejection(ruta)) return ruta;
    const { rutaId } = ruta;
    const ordenes = porRecogerEn(v, bodegaId);
    if (ordenes.length === 0) return reject('RECOGIDA_NO_PENDIENTE', bodegaId);
    const partesDe = (ordenId: string) => states.entrega[ordenId]?.encargo?.partes ?? [];
    const cambiada = ordenes.find(
      (ordenId) => !tienenLoEsperado(states.reserva[ordenId] ?? reserva.initial, partesDe(ordenId), [bodegaId]),
    );
    if (cambiada !== undefined) return reject('RESERVA_EN_CAMBIO', cambiada);
    // What was given elsewhere since the vehicle left is not here: its stop waits for another day.
    const cargan = ordenes.filter((ordenId) => partesDe(ordenId).some((parte) => parte.bodegaId === bodegaId));
    return [
      to(vehiculo, vehiculoId, RecogidaHecha({ vehiculoId, rutaId, bodegaId, ordenes })),
      ...cargan.map((ordenId) => {
        const faltan = bodegasPorCargar(states.entrega[ordenId] ?? entrega.initial);
        const cargada = faltan.every((una) => una === bodegaId);
        return to(entrega, ordenId, RecogidaConfirmada({ ordenId, vehiculoId, rutaId, bodegaId, cargada }));
      }),
    ];
  },
});

function porRecogerEn(v: Vehiculo, bodegaId: string): string[] {
  return paradasAbiertas(v)
    .filter(({ recogidas }) => recogidas.some((una) => una.bodegaId === bodegaId))
    .map(({ ordenId }) => ordenId);
}
