import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { RutaId, VehiculoId } from '#events/comun/ids.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { MercanciaDeRegreso } from '#events/vehiculos/MercanciaDeRegreso.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { entrega, vehiculoConMercancia } from '../entrega.ts';
import { rutaAbierta } from '../ruta.ts';
import { bultosDe, paradaEnRuta, vehiculo } from '../vehiculo.ts';

/**
 * A vehicle is back at its warehouse, on its own wheels or towed. Stops that it did not come to cost their orders no
 * attempt; the warehouse may receive what is still aboard.
 */
export const finalizarRuta = unitOfWork({
  over: { vehiculo, entrega },
  http: 'POST /vehiculos/{vehiculoId}/rutas/finalizacion',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Termina una ruta',
    description:
      'El vehículo volvió a su bodega. Las paradas que no visitó se planifican de nuevo y no cuentan como intento; lo que trae a bordo puede recibirse en la bodega. Con `rutaId`, solo si es esa la que está abierta.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, rutaId: RutaId.optional() }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  rejects: ['VEHICULO_NO_EXISTE', 'RUTA_NO_INICIADA', 'CONDUCTOR_AJENO'],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: (_, { ruta }) => ({ entrega: ruta ? bultosDe(ruta).map(({ ordenId }) => ordenId) : [] }),
  decide: ({ vehiculoId, rutaId: cual }, states, { actor }) => {
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const ruta = rutaAbierta(v, actor, cual);
    if (isRejection(ruta)) return ruta;
    const { rutaId, bodegaId } = ruta;
    return [
      to(vehiculo, vehiculoId, RutaFinalizada({ vehiculoId, rutaId })),
      ...bultosDe(ruta).map(({ ordenId }) => {
        const parada = paradaEnRuta(v, ordenId);
        const aBordo = vehiculoConMercancia(states.entrega[ordenId] ?? entrega.initial) === vehiculoId;
        return to(
          entrega,
          ordenId,
          ...(parada?.estado === 'abierta'
            ? [EntregaNoVisitada({ ordenId, vehiculoId, rutaId, intento: parada.intento })]
            : []),
          ...(aBordo ? [MercanciaDeRegreso({ ordenId, vehiculoId, bodegaId })] : []),
        );
      }),
    ];
  },
});
