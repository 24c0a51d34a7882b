import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { MercanciaEnViaje } from '#events/vehiculos/MercanciaEnViaje.ts';
import { PlanDespachado } from '#events/vehiculos/PlanDespachado.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { isRejection, type Rejection, reject } from '#shared/model/rejection.ts';
import { diaVigente } from '../calendario.ts';
import { bodegasPorCargar, type Entrega, entrega } from '../entrega.ts';
import { manejo, manejoId } from '../manejo.ts';
import { llegadasAlSalir } from '../marcha.ts';
import { type Plan, plan, planIdDe } from '../plan.ts';
import { cabeLaCarga } from '../recorrido.ts';
import { recibidas, reserva, reservaSegun, tienenLoEsperado } from '../reserva.ts';
import { esAjeno, MAX_PARADAS, siguenABordo } from '../ruta.ts';
import { type Vehiculo, vehiculo } from '../vehiculo.ts';
import { recogeLoSuyo } from '../vencido.ts';

/**
 * A vehicle leaves with the stops of its plan of today (`diaVigente`), or of an earlier day that it never left with, in their
 * order; with `ordenes`, with those of them only. What lies in its own warehouse is loaded with that; what it came back
 * with and nobody received comes along. The route's id is that of the
 * command.
 */
export const iniciarRuta = unitOfWork({
  over: { vehiculo, plan, entrega },
  consults: { reserva, manejo },
  http: 'POST /vehiculos/{vehiculoId}/rutas',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Inicia una ruta',
    description:
      'El vehículo sale con las paradas de su plan de hoy (de madrugada, del de la noche que no ha terminado), en su orden, o solo con las que se nombren en `ordenes`; con `dia`, con las de un día anterior con las que no salió. Lo que está en su propia bodega queda cargado; lo demás se recoge en el camino.',
  },
  accepts: z.strictObject({
    vehiculoId: VehiculoId,
    dia: Dia.optional(),
    ordenes: z.array(OrdenId).min(1).max(MAX_PARADAS).optional(),
  }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  rejects: [
    'VEHICULO_NO_EXISTE',
    'VEHICULO_RETIRADO',
    'VEHICULO_EN_MANTENIMIENTO',
    'VEHICULO_EN_RUTA',
    'VEHICULO_SIN_CUPO',
    'CONDUCTOR_AJENO',
    'RUTA_DE_OTRO_DIA',
    'RUTA_SIN_PARADAS',
    'RUTA_DEMASIADO_LARGA',
    'PARADA_NO_EXISTE',
    'MERCANCIA_EN_BODEGA',
    'RESERVA_EN_CAMBIO',
  ],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: (c, v, { now }) => {
    const { hoy, planId } = planDe(c, v, now);
    const traidas = v.traidos.map(({ ordenId }) => ordenId);
    return { plan: [planId], entrega: traidas, reserva: traidas, manejo: [manejoId(c.vehiculoId, hoy)] };
  },
  more: (c, states, { now }) => {
    const { planId } = planDe(c, states.vehiculo[c.vehiculoId], now);
    const paradas = elegidas(states.plan[planId] ?? plan.initial, c.ordenes);
    if (isRejection(paradas)) return {};
    return { entrega: paradas.map(({ ordenId }) => ordenId) };
  },
  supposes: (c, states, { now }) => {
    const { planId } = planDe(c, states.vehiculo[c.vehiculoId], now);
    const paradas = elegidas(states.plan[planId] ?? plan.initial, c.ordenes);
    if (isRejection(paradas)) return {};
    const supuesta = ({ ordenId }: Parada) => [ordenId, reservaSegun(states.entrega[ordenId])] as const;
    return { reserva: Object.fromEntries(paradas.map(supuesta)) };
  },
  decide: (c, states, { id: rutaId, now, actor }) => {
    const { vehiculoId } = c;
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    if (!v.ficha) return reject('VEHICULO_NO_EXISTE');
    if (v.retirado) return reject('VEHICULO_RETIRADO');
    // A driver's telephone takes it as begun where the route that is on is the driver's: another's is told apart.
    if (v.ruta && esAjeno(actor, v.ruta.conductorId)) return reject('CONDUCTOR_AJENO');
    if (v.ruta) return reject('VEHICULO_EN_RUTA', `Ruta ${v.ruta.rutaId}`);
    if (v.taller) return reject('VEHICULO_EN_MANTENIMIENTO');
    const { hoy, dia, planId } = planDe(c, v, now);
    const conductorId = states.manejo[manejoId(vehiculoId, hoy)]?.conductorId;
    if (esAjeno(actor, conductorId)) return reject('CONDUCTOR_AJENO');
    if (dia > hoy) return reject('RUTA_DE_OTRO_DIA', dia);
    const elegida = elegidas(states.plan[planId] ?? plan.initial, c.ordenes);
    if (isRejection(elegida)) return elegida;
    if (elegida.length === 0) return reject('RUTA_SIN_PARADAS');
    const aBordo = siguenABordo(v, { vehiculoId, paradas: elegida }, states);
    const lleva = [...elegida, ...aBordo];
    if (lleva.length > MAX_PARADAS) return reject('RUTA_DEMASIADO_LARGA', `Llevaría ${lleva.length}`);
    if (!cabeLaCarga(v.ficha, lleva)) return reject('VEHICULO_SIN_CUPO');
    const entregaDe = (ordenId: string) => states.entrega[ordenId] ?? entrega.initial;
    const recibida = elegida.find(({ ordenId }) => {
      const e = entregaDe(ordenId);
      return e.lugar === 'vehiculo' && recibidas(states.reserva[ordenId], e) !== 'ninguna';
    });
    if (recibida) return reject('MERCANCIA_EN_BODEGA', recibida.ordenId);
    const { bodegaId } = v.ficha;
    const cambiada = elegida.find(({ ordenId, recogidas }) => {
      const e = entregaDe(ordenId);
      if (!recogeLoSuyo({ recogidas }, bodegasPorCargar(e), { bodegaId })) return true;
      const suya = states.reserva[ordenId] ?? reserva.initial;
      return !tienenLoEsperado(suya, e.encargo?.partes ?? [], bodegasPorCargar(e));
    });
    if (cambiada) return reject('RESERVA_EN_CAMBIO', cambiada.ordenId);
    const etas = llegadasAlSalir(v.ficha, elegida, now);
    const paradas = elegida.map((parada) => ({ ...parada, eta: etas.get(parada.ordenId) ?? now }));
    return [
      to(vehiculo, vehiculoId, RutaIniciada({ vehiculoId, rutaId, dia, bodegaId, conductorId, paradas, aBordo })),
      to(plan, planId, PlanDespachado({ planId, rutaId, ordenes: paradas.map(({ ordenId }) => ordenId) })),
      ...paradas.map(({ ordenId, eta, intento, ...parada }) => {
        const sale = { ordenId, vehiculoId, rutaId, eta, intento, conductorId };
        return to(entrega, ordenId, EntregaEnRuta({ ...sale, ...cargaEn(entregaDe(ordenId), parada) }));
      }),
      ...aBordo.map(({ ordenId }) => to(entrega, ordenId, MercanciaEnViaje({ ordenId, vehiculoId, rutaId }))),
    ];
  },
});

interface Salida {
  readonly vehiculoId: string;
  readonly dia?: string | undefined;
}

/** The plan with which a vehicle is to leave, and the day that it is for the vehicle. */
function planDe(c: Salida, v: Vehiculo | undefined, now: string) {
  const hoy = diaVigente(v?.ficha?.calendario, now);
  const dia = c.dia ?? hoy;
  return { hoy, dia, planId: planIdDe(c.vehiculoId, dia) };
}

/** The stops with which the vehicle is to leave, in the order of the plan. */
function elegidas(
  { paradas }: Plan,
  ordenes: readonly string[] | undefined,
): readonly Parada[] | Rejection<'PARADA_NO_EXISTE'> {
  if (!ordenes) return paradas;
  const ajena = ordenes.find((ordenId) => !paradas.some((parada) => parada.ordenId === ordenId));
  if (ajena !== undefined) return reject('PARADA_NO_EXISTE', ajena);
  return paradas.filter(({ ordenId }) => ordenes.includes(ordenId));
}

/** The warehouses where the vehicle loads a stop before it leaves, and whether that is all that is to be loaded. */
function cargaEn(e: Entrega, { recogidas }: Pick<Parada, 'recogidas'>) {
  const faltan = bodegasPorCargar(e);
  const bodegas = faltan.filter((una) => !recogidas.some((recogida) => recogida.bodegaId === una));
  return { bodegas, cargada: bodegas.length === faltan.length };
}
