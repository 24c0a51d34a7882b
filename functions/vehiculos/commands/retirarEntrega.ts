import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { retirarEntrega as peticion } from '#events/vehiculos/retirarEntrega.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { entrega, haTerminado, vehiculoConMercancia } from '../entrega.ts';
import { paradaDe, plan, planIdDe } from '../plan.ts';
import { paradaEnRuta, vehiculo } from '../vehiculo.ts';

/**
 * Nobody is to try any more. Coming before what it ends, it sees to it that there will be nothing; coming after the end,
 * it does nothing.
 */
export const retirarEntrega = unitOfWork({
  over: { entrega, plan, vehiculo },
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  main: ({ ordenId }) => ({ of: entrega, id: ordenId }),
  streams: (_, { plan: suyo, viaje, estado }) => ({
    plan: suyo ? [planIdDe(suyo.vehiculoId, suyo.dia)] : [],
    vehiculo: viaje && estado === 'enRuta' ? [viaje.vehiculoId] : [],
  }),
  decide: ({ ordenId, motivo }, states) => {
    const e = states.entrega[ordenId] ?? entrega.initial;
    if (haTerminado(e)) return [];
    const en = vehiculoConMercancia(e);
    const retirada = EntregaRetirada({
      ordenId,
      motivo,
      aBordo: en !== undefined,
      ...(en !== undefined && { vehiculoId: en }),
      intento: e.intento,
    });
    const planId = e.plan && planIdDe(e.plan.vehiculoId, e.plan.dia);
    const enPlan = planId !== undefined && paradaDe(states.plan[planId] ?? plan.initial, ordenId);
    const { vehiculoId = '', rutaId = '' } = e.viaje ?? {};
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const abierta = v.ruta?.rutaId === rutaId && paradaEnRuta(v, ordenId)?.estado === 'abierta';
    return [
      to(entrega, ordenId, retirada),
      ...(enPlan ? [to(plan, planId, ParadaQuitada({ planId, ordenId, causa: 'retirada' }))] : []),
      ...(abierta ? [to(vehiculo, vehiculoId, ParadaCerrada({ vehiculoId, rutaId, ordenId, fin: 'retirada' }))] : []),
    ];
  },
});
