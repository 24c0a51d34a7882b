import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { RutaId, VehiculoId } from '#events/comun/ids.ts';
import { antes } from '#events/comun/tiempo.ts';
import { MercanciaDeRegreso } from '#events/vehiculos/MercanciaDeRegreso.ts';
import { PlanRestituido } from '#events/vehiculos/PlanRestituido.ts';
import { RutaDeshecha } from '#events/vehiculos/RutaDeshecha.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { isRejection, reject } from '#shared/model/rejection.ts';
import { entrega, vehiculoConMercancia } from '../entrega.ts';
import { plan, planIdDe } from '../plan.ts';
import { rutaAbierta, seDeshaceHasta } from '../ruta.ts';
import { vehiculo } from '../vehiculo.ts';

/** A vehicle has not left after all, which is said within ten minutes and before anything was done on the way: its stops are in their plan again. */
export const deshacerRuta = unitOfWork({
  over: { vehiculo, plan, entrega },
  http: 'POST /vehiculos/{vehiculoId}/rutas/deshacer',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Deshace el inicio de una ruta',
    description:
      'El vehículo no había salido: sus paradas vuelven al plan y su mercancía a la bodega. Se puede durante diez minutos, mientras no se haya hecho nada en la ruta. Con `rutaId`, solo si es esa la que está abierta.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, rutaId: RutaId.optional() }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  rejects: ['VEHICULO_NO_EXISTE', 'RUTA_NO_INICIADA', 'CONDUCTOR_AJENO', 'RUTA_EMPEZADA', 'SALIDA_LEJANA'],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: ({ vehiculoId }, { ruta }) => ({
    plan: ruta ? [planIdDe(vehiculoId, ruta.dia)] : [],
    entrega: ruta ? [...ruta.paradas, ...ruta.aBordo].map(({ ordenId }) => ordenId) : [],
  }),
  decide: ({ vehiculoId, rutaId: cual }, states, { now, actor }) => {
    const ruta = rutaAbierta(states.vehiculo[vehiculoId] ?? vehiculo.initial, actor, cual);
    if (isRejection(ruta)) return ruta;
    const { rutaId, dia, iniciadaEn, bodegaId } = ruta;
    const hasta = seDeshaceHasta(ruta);
    if (hasta === undefined) return reject('RUTA_EMPEZADA');
    if (antes(hasta, now)) return reject('SALIDA_LEJANA', `La ruta salió el ${iniciadaEn}`);
    const planId = planIdDe(vehiculoId, dia);
    const paradas = ruta.paradas.map(({ estado: _, ...parada }) => parada);
    return [
      to(vehiculo, vehiculoId, RutaDeshecha({ vehiculoId, rutaId })),
      to(plan, planId, PlanRestituido({ planId, rutaId, paradas })),
      ...paradas.map(({ ordenId, intento }) =>
        to(entrega, ordenId, SalidaDeshecha({ ordenId, vehiculoId, rutaId, intento })),
      ),
      // A proof may have told meanwhile that goods had been handed over on an earlier route.
      ...ruta.aBordo
        .filter(({ ordenId }) => vehiculoConMercancia(states.entrega[ordenId] ?? entrega.initial) === vehiculoId)
        .map(({ ordenId }) => to(entrega, ordenId, MercanciaDeRegreso({ ordenId, vehiculoId, bodegaId }))),
    ];
  },
});
