import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Dia, diaEnColombia } from '#events/comun/tiempo.ts';
import { Balance, PlanificacionHecha } from '#events/vehiculos/PlanificacionHecha.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega, existe } from '../bodega.ts';
import { masDias } from '../calendario.ts';
import { distribuir } from '../distribucion.ts';
import { entrega } from '../entrega.ts';
import { plan, planIdDe } from '../plan.ts';
import { planificacion } from '../planificacion.ts';
import { estadoDe, flota, type VistaVehiculo } from '../projections/flota.ts';
import { planes, type VistaPlan } from '../projections/planes.ts';
import { type Eleccion, elegir } from '../tandas.ts';
import { vehiculo } from '../vehiculo.ts';

/**
 * Plans anew what the vehicles of a warehouse have not left with on a day: fewer vehicles, shorter ways, and the stops of
 * those in the workshop go to others. A fleet of more vehicles than fit into a transaction is planned a part at a time;
 * another command goes on with the others.
 */
export const planificarRutas = unitOfWork({
  over: { planificacion, plan, entrega },
  consults: { vehiculo, bodega },
  http: 'POST /rutas/planificacion',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Planifica las rutas de una bodega en un día',
    description:
      'Busca menos vehículos y caminos más cortos para lo que aún no ha salido, y reparte las paradas de los vehículos en el taller. Lo que una persona fijó no cambia de vehículo ni de lugar. Sin día, planifica el de hoy.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, dia: Dia.optional() }),
  example: { bodegaId: EJEMPLO.bodegaId },
  rejects: ['BODEGA_DESCONOCIDA', 'DIA_PASADO'],
  tells: {
    schema: z.object(Balance).partial().required({ movidas: true }),
    of: ([hecha]) => {
      if (!hecha) return { movidas: 0 };
      const { planificacionId: _, bodegaId: __, dia: ___, ...balance } = PlanificacionHecha.schema.parse(hecha.data);
      return balance;
    },
  },
  repeats: true,
  creates: true,
  main: (_, { id }) => ({ of: planificacion, id }),
  directories: {
    flota: { of: flota, where: ({ bodegaId }) => ({ index: 'porBase', value: bodegaId }) },
    planes: { of: planes, where: ({ dia }, { now }) => ({ index: 'porDia', value: dia ?? diaEnColombia(now) }) },
  },
  streams: ({ bodegaId, dia }, _, context) => {
    const { tandas, libres } = eleccionDe(context);
    const vehiculos = [...tandas.flat(), ...libres];
    return {
      bodega: [bodegaId],
      vehiculo: vehiculos,
      plan: vehiculos.map((vehiculoId) => planIdDe(vehiculoId, dia ?? diaEnColombia(context.now))),
    };
  },
  decide: ({ bodegaId, dia: pedido }, states, context) => {
    const { id, now } = context;
    const hoy = diaEnColombia(now);
    const dia = pedido ?? hoy;
    const suya = states.bodega[bodegaId] ?? bodega.initial;
    if (!existe(suya)) return reject('BODEGA_DESCONOCIDA');
    // The night that began yesterday may not be over.
    if (dia < masDias(hoy, -1)) return reject('DIA_PASADO');
    const enBodega = { bodegaId, bodega: suya, dia, now, vehiculo: states.vehiculo, plan: states.plan };
    const hecho = distribuir(eleccionDe(context), enBodega, suerteDe(id));
    if (!hecho) return [];
    const { balance, escrituras } = hecho;
    const resumen = PlanificacionHecha({ planificacionId: id, bodegaId, dia, ...balance });
    return [to(planificacion, id, resumen), ...escrituras];
  },
});

interface Conocido {
  readonly id: string;
  readonly directories: { readonly flota: readonly VistaVehiculo[]; readonly planes: readonly VistaPlan[] };
}

/** Which of the warehouse's vehicles this command looks at. */
function eleccionDe({ id, directories }: Conocido): Eleccion {
  const paradas = new Map(directories.planes.map((uno) => [uno.vehiculoId, uno.paradas]));
  const lista = directories.flota.map((uno) => ({
    vehiculoId: uno.vehiculoId,
    base: uno.base,
    enBase: estadoDe(uno) === 'disponible',
    zonas: paradas.get(uno.vehiculoId)?.map(({ zona }) => zona) ?? [],
  }));
  return elegir(lista, suerteDe(id));
}

/** The luck of a command: another one each time, and the same when it is decided again. */
function suerteDe(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16);
}
