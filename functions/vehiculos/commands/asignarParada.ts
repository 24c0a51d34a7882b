import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { enVentanaConFecha } from '#events/comun/hora.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { antes, Dia, diaEnColombia, type Ventana } from '#events/comun/tiempo.ts';
import { ParadaFijada } from '#events/vehiculos/ParadaFijada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega } from '../bodega.ts';
import { buscadaDe, paradaPara } from '../buscada.ts';
import { diaVigente } from '../calendario.ts';
import { enPlan, planificada, reordenado } from '../colocar.ts';
import { bodegasPorCargar, entrega, noSeAsigna } from '../entrega.ts';
import { buscarHueco } from '../hueco.ts';
import { libreDesde } from '../marcha.ts';
import { type Plan, paradaDe, plan, planIdDe } from '../plan.ts';
import { cabeLaCarga, type Turno } from '../recorrido.ts';
import { horario } from '../ruteo.ts';
import { turnoDe } from '../turno.ts';
import { vehiculo } from '../vehiculo.ts';

/**
 * A dispatcher puts an order into the plan of a vehicle's day, from the backlog or from another plan, at a position or where
 * it costs least. Hours and windows that it misses are the dispatcher's; what the vehicle cannot hold is refused, and what is
 * to be brought on a later day: it would leave today, and nobody would be there.
 */
export const asignarParada = unitOfWork({
  over: { plan, entrega },
  consults: { vehiculo, bodega },
  http: 'POST /vehiculos/{vehiculoId}/planes/{dia}/paradas',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Pone una orden en un plan',
    description:
      'Pone una orden pendiente, o de otro plan, en el plan de un vehículo para un día: en la posición que se dice, contada desde 0, o donde menos desvía. Con fija, ninguna planificación la mueve de ahí mientras dure ese día.',
  },
  accepts: z.strictObject({
    vehiculoId: VehiculoId,
    dia: Dia,
    ordenId: OrdenId,
    posicion: z.int().min(0).max(1000).optional(),
    fija: z.boolean().optional(),
  }),
  example: { vehiculoId: EJEMPLO.vehiculoId, dia: EJEMPLO.dia, ordenId: EJEMPLO.ordenId, posicion: 0, fija: true },
  rejects: [
    'VEHICULO_NO_EXISTE',
    'VEHICULO_RETIRADO',
    'VEHICULO_EN_MANTENIMIENTO',
    'VEHICULO_SIN_CUPO',
    'DIA_PASADO',
    'DIA_SIN_HORAS',
    'VENTANA_POSTERIOR',
    'BODEGA_DESCONOCIDA',
    'ENTREGA_NO_EXISTE',
    'ENTREGA_TERMINADA',
    'ENTREGA_EN_RUTA',
    'MERCANCIA_EN_OTRO_VEHICULO',
  ],
  main: ({ vehiculoId, dia }) => ({ of: plan, id: planIdDe(vehiculoId, dia) }),
  streams: ({ vehiculoId, ordenId }) => ({ vehiculo: [vehiculoId], entrega: [ordenId] }),
  more: ({ vehiculoId, ordenId }, states) => {
    const e = states.entrega[ordenId] ?? entrega.initial;
    const base = states.vehiculo[vehiculoId]?.ficha?.bodegaId;
    return {
      plan: e.plan ? [planIdDe(e.plan.vehiculoId, e.plan.dia)] : [],
      bodega: [...(base === undefined ? [] : [base]), ...bodegasPorCargar(e)],
    };
  },
  decide: ({ vehiculoId, dia, ordenId, posicion, fija }, states, { now }) => {
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const { ficha, retirado, taller } = v;
    if (!ficha) return reject('VEHICULO_NO_EXISTE');
    if (retirado) return reject('VEHICULO_RETIRADO');
    const hoy = diaVigente(ficha.calendario, now);
    if (dia < hoy) return reject('DIA_PASADO');
    if (taller && dia === hoy) return reject('VEHICULO_EN_MANTENIMIENTO');
    const e = states.entrega[ordenId] ?? entrega.initial;
    const negativa = noSeAsigna(e);
    if (negativa) return reject(negativa);
    const buscada = buscadaDe(ordenId, e, { intento: e.intento, now });
    if (!buscada) return reject('ENTREGA_NO_EXISTE');
    if (buscada.en !== undefined && buscada.en !== vehiculoId) {
      return reject('MERCANCIA_EN_OTRO_VEHICULO', `La tiene ${buscada.en}.`);
    }
    const nueva = paradaPara(buscada, ficha.bodegaId, states.bodega);
    if (!nueva) return reject('BODEGA_DESCONOCIDA');
    const planId = planIdDe(vehiculoId, dia);
    const p = states.plan[planId] ?? plan.initial;
    const otras = p.paradas.filter((parada) => parada.ordenId !== ordenId);
    const sale = libreDesde({ ...v, ficha }, now);
    const turno = turnoDe(ficha, dia, { bodega: states.bodega[ficha.bodegaId], now: sale });
    if (turno.tramos.length === 0)
      return reject('DIA_SIN_HORAS', 'Elija otro, o cambie antes su calendario o el de la bodega.');
    const { ventana } = nueva;
    if (ventana && esDespues(ventana, dia, turno)) {
      return reject(
        'VENTANA_POSTERIOR',
        `Va ${enVentanaConFecha(ventana, now)}: póngala en un plan de entonces, o reprográmela antes.`,
      );
    }
    if (!cabeLaCarga(turno, [...otras, nueva])) return reject('VEHICULO_SIN_CUPO');
    if (paradaDe(p, ordenId)) return cambiada({ vehiculoId, dia, ordenId, posicion, fija }, p, turno);
    const hueco = buscarHueco(turno, otras, nueva);
    const lugar = Math.min(posicion ?? ('posicion' in hueco ? hueco.posicion : otras.length), otras.length);
    const { etas } = horario(turno, otras.toSpliced(lugar, 0, { ...nueva, eta: now }));
    const parada = { ...nueva, eta: etas[lugar] ?? now, fija: fija ?? false };
    const puesto = { vehiculoId, dia, posicion: lugar, parada };
    const viejo = e.plan && planIdDe(e.plan.vehiculoId, e.plan.dia);
    const puesta = enPlan(puesto, p, { bodegaId: ficha.bodegaId, turno });
    return [
      to(plan, planId, ...puesta.plan),
      to(entrega, ordenId, planificada(puesto)),
      ...puesta.entregas,
      // A plan that is known as it was before it had the stop is written once, and the log refuses that.
      ...(viejo === undefined || viejo === planId
        ? []
        : [to(plan, viejo, ParadaQuitada({ planId: viejo, ordenId, causa: 'movida' }))]),
    ];
  },
});

/** Whether a window begins only after a day of a vehicle, also after its hours where these go on into the next day. */
function esDespues({ desde }: Ventana, dia: string, { tramos }: Turno): boolean {
  const ultimo = tramos.at(-1);
  return diaEnColombia(desde) > dia && !(ultimo && antes(desde, ultimo.hasta));
}

interface Cambio {
  readonly vehiculoId: string;
  readonly dia: string;
  readonly ordenId: string;
  readonly posicion?: number | undefined;
  readonly fija?: boolean | undefined;
}

/** A stop that stands in the plan already goes to another position, or is locked. */
function cambiada({ vehiculoId, dia, ordenId, posicion, fija }: Cambio, p: Plan, turno: Turno) {
  const planId = planIdDe(vehiculoId, dia);
  const antes = p.paradas.findIndex((parada) => parada.ordenId === ordenId);
  const [suya] = p.paradas.slice(antes, antes + 1);
  if (!suya) return [];
  const paradas = p.paradas.toSpliced(antes, 1).toSpliced(posicion ?? antes, 0, suya);
  const otro = paradas.indexOf(suya) === antes ? undefined : reordenado({ vehiculoId, dia, turno }, p, paradas);
  const hechos = [
    ...(otro ? [otro.orden] : []),
    ...(fija === undefined || fija === suya.fija ? [] : [ParadaFijada({ planId, ordenId, fija })]),
  ];
  return hechos.length === 0 ? [] : [to(plan, planId, ...hechos), ...(otro?.entregas ?? [])];
}
