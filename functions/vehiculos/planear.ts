import { distanciaKm } from '#events/comun/lugar.ts';
import { diaEnColombia } from '#events/comun/tiempo.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import type { FactOf } from '#shared/model/aggregate.ts';
import { type DecisionContext, type DirectedContext, type States, to } from '#shared/model/command.ts';
import { bodega } from './bodega.ts';
import { type Buscada, buscadaDe } from './buscada.ts';
import { proponer } from './busqueda.ts';
import { masDias } from './calendario.ts';
import { type Lugar, lugarCon } from './candidato.ts';
import { enPlan, planificada, sinPlan } from './colocar.ts';
import { agregada, alFinalDeLaRuta } from './enCurso.ts';
import { type Entrega, entrega } from './entrega.ts';
import { libreDesde } from './marcha.ts';
import { paradaDe, plan, planIdDe } from './plan.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { planes } from './projections/planes.ts';
import { turnoDe } from './turno.ts';
import { estaDisponible, vehiculo } from './vehiculo.ts';
import { haVencido } from './vencido.ts';

/** What a command makes of a delivery before a place is looked for. */
interface Preparada {
  /** What it tells the delivery, whatever is found. */
  readonly previos: readonly FactOf<typeof entrega>[];
  /** The attempt that looks for a place; absent: none is looked for. */
  readonly intento?: number;
  /** It looks for another place only when its plan has gone by, without it; `revisa`: or its vehicle cannot do it any more. */
  readonly siVencio?: { readonly revisa: boolean };
}

/** Who comes from farther away is not considered, in kilometres; nor are more than so many warehouses, the nearest first. */
const CERCA_KM = 150;
const MAS_BODEGAS = 6;

const over = { entrega, plan, vehiculo };
const consults = { bodega };
type Estados = States<typeof over & typeof consults>;
type Contexto = DirectedContext<{ flota: typeof flota; hoy: typeof planes; manana: typeof planes }>;

interface Caso extends Preparada {
  readonly antes: Entrega;
  readonly despues: Entrega;
  readonly buscada: Buscada | undefined;
}

/**
 * What every command that looks for a place in a plan has in common: the views say where one may be, and the decision rests
 * on the plans and vehicles that it opens. A stop that stands in a plan already leaves it for the new place.
 * @param preparar what the command tells the delivery before; undefined when there is nothing to do.
 */
export function conBusqueda<C extends { readonly ordenId: string }>(
  preparar: (c: C, e: Entrega, now: string) => Preparada | undefined,
) {
  const casoDe = (c: C, antes: Entrega, now: string): Caso | undefined => {
    const preparada = preparar(c, antes, now);
    if (!preparada) return undefined;
    const { previos, intento } = preparada;
    const despues = previos.reduce((e, hecho) => entrega.evolve(e, hecho, now), antes);
    const buscada = intento === undefined ? undefined : buscadaDe(c.ordenId, despues, { intento, now });
    return { ...preparada, antes, despues, buscada };
  };
  return {
    over,
    consults,
    main: ({ ordenId }: C) => ({ of: entrega, id: ordenId }),
    directories: {
      flota: { of: flota, where: () => ({}) },
      hoy: { of: planes, where: (_: C, { now }: DecisionContext) => planesDe(diaEnColombia(now)) },
      manana: { of: planes, where: (_: C, { now }: DecisionContext) => planesDe(masDias(diaEnColombia(now), 1)) },
    },
    streams: (c: C, e: Entrega, { now, directories }: Contexto) => {
      const { buscada, antes } = casoDe(c, e, now) ?? {};
      if (!buscada) return {};
      return {
        bodega: bodegasCercanas(buscada, directories.flota, antes?.plan?.vehiculoId),
        vehiculo: [buscada.en, antes?.plan?.vehiculoId].filter((id) => id !== undefined),
        plan: antes?.plan ? [planIdDe(antes.plan.vehiculoId, antes.plan.dia)] : [],
      };
    },
    more: (c: C, states: Estados, contexto: Contexto) => {
      const caso = casoDe(c, entregaDe(c, states), contexto.now);
      const buscada = caso && buscadaCon(caso, states, contexto.now);
      if (!buscada) return {};
      const { lugares } = proponer(buscada, directorioDe(buscada, states, contexto), {
        bodegas: states.bodega,
        now: contexto.now,
      });
      return {
        vehiculo: lugares.map(({ vehiculoId }) => vehiculoId),
        plan: lugares.map(({ vehiculoId, dia }) => planIdDe(vehiculoId, dia)),
      };
    },
    decide: (c: C, states: Estados, contexto: Contexto) => {
      const caso = casoDe(c, entregaDe(c, states), contexto.now);
      if (!caso) return [];
      const buscada = buscadaCon(caso, states, contexto.now);
      if (buscada) return buscar(caso, buscada, { states, contexto });
      return caso.previos.length > 0 ? [to(entrega, c.ordenId, ...caso.previos)] : [];
    },
  };
}

/** What is looked for, once the plan is open in which it stands: nothing while that has not gone by; and a lock is kept. */
function buscadaCon({ antes, buscada, siVencio }: Caso, states: Estados, now: string): Buscada | undefined {
  if (!buscada || !siVencio) return buscada;
  if (!antes.plan) return undefined;
  const { vehiculoId, dia } = antes.plan;
  const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
  const { paradas } = states.plan[planIdDe(vehiculoId, dia)] ?? plan.initial;
  const parada = paradas.find(({ ordenId }) => ordenId === buscada.ordenId);
  const enPlan = parada && { dia, parada, paradas, porCargar: buscada.porCargar, v };
  if (!enPlan || !haVencido(enPlan, { bodegas: states.bodega, now }, siVencio.revisa)) return undefined;
  return enPlan.parada.fija && estaDisponible(v) ? { ...buscada, fijadaA: vehiculoId } : buscada;
}

interface Vista {
  readonly states: Estados;
  readonly contexto: Contexto;
}

function buscar({ previos, antes, despues }: Caso, buscada: Buscada, { states, contexto }: Vista) {
  const { ordenId, en } = buscada;
  const entorno = { bodegas: states.bodega, now: contexto.now };
  const curso = alFinalDeLaRuta(buscada, states.vehiculo[en ?? ''] ?? vehiculo.initial, entorno);
  if (curso) {
    const hechos = agregada(curso);
    return [
      to(entrega, ordenId, ...previos, ...hechos.entrega),
      to(vehiculo, curso.vehiculoId, hechos.vehiculo),
      ...quitar(antes, states, ordenId),
    ];
  }
  const { lugares, codigo } = proponer(buscada, directorioDe(buscada, states, contexto), entorno);
  for (const { vehiculoId, dia } of lugares) {
    const planId = planIdDe(vehiculoId, dia);
    const p = states.plan[planId] ?? plan.initial;
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const { ficha } = v;
    const lugar = abierto(buscada, { vehiculoId, dia }, { states, contexto });
    if (!ficha || !lugar) continue;
    const { bodegaId } = ficha;
    const now = libreDesde({ ...v, ficha }, contexto.now);
    const turno = turnoDe(ficha, dia, { bodega: states.bodega[bodegaId], now });
    const viejo = antes.plan && planIdDe(antes.plan.vehiculoId, antes.plan.dia);
    const puesta = enPlan(lugar, p, { bodegaId, turno });
    return [
      to(entrega, ordenId, ...previos, planificada(lugar)),
      to(plan, planId, ...puesta.plan),
      ...puesta.entregas,
      // The same plan takes the stop out of its old place by itself.
      ...(viejo === planId ? [] : quitar(antes, states, ordenId)),
    ];
  }
  const espera = { e: despues, bodega: states.bodega[buscada.encargo.bodegaId], now: contexto.now };
  const hecho = sinPlan(buscada, codigo, espera);
  const dicho = antes.plan === undefined && yaDicho(despues, hecho.data);
  const hechos = [...previos, ...(dicho ? [] : [hecho])];
  return hechos.length === 0 ? [] : [to(entrega, ordenId, ...hechos), ...quitar(antes, states, ordenId)];
}

/** Whether a delivery was told the same of why it has no place. */
function yaDicho({ intento, sinPlan: dicho }: Entrega, otra: ReturnType<typeof sinPlan>['data']): boolean {
  const { codigo, porDecidirDesde } = otra;
  return intento === otra.intento && dicho?.codigo === codigo && dicho.porDecidirDesde === porDecidirDesde;
}

/** The place that a vehicle has by its own stream and its plan's, where the views said that it has one. */
function abierto(
  buscada: Buscada,
  { vehiculoId, dia }: Pick<Lugar, 'vehiculoId' | 'dia'>,
  { states, contexto }: Vista,
): Lugar | undefined {
  const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
  const { ficha } = v;
  if (!ficha) return undefined;
  const { paradas } = states.plan[planIdDe(vehiculoId, dia)] ?? plan.initial;
  const candidato = {
    vehiculoId,
    ficha,
    disponible: estaDisponible(v),
    enRuta: v.ruta !== undefined,
    libreDesde: libreDesde({ ...v, ficha }, contexto.now),
    paradas,
  };
  const lugar = lugarCon(buscada, dia, candidato, { bodegas: states.bodega, now: contexto.now });
  return typeof lugar === 'string' ? undefined : lugar;
}

/** Takes the stop out of the plan in which it stood. */
function quitar({ plan: viejo }: Entrega, { plan: abiertos }: Estados, ordenId: string) {
  if (!viejo) return [];
  const planId = planIdDe(viejo.vehiculoId, viejo.dia);
  const esta = paradaDe(abiertos[planId] ?? plan.initial, ordenId);
  return esta ? [to(plan, planId, ParadaQuitada({ planId, ordenId, causa: 'movida' }))] : [];
}

/** The views, save of the vehicle that has the goods: its stream is open anyway, and not late. */
function directorioDe({ en }: Buscada, { vehiculo: abiertos }: Estados, { directories }: Contexto) {
  const { hoy, manana } = directories;
  const vehiculos = directories.flota.map((vista) => (vista.vehiculoId === en ? alDia(vista, abiertos) : vista));
  return { flota: vehiculos, planes: [...hoy, ...manana] };
}

function alDia(vista: VistaVehiculo, abiertos: Estados['vehiculo']): VistaVehiculo {
  const v = abiertos[vista.vehiculoId];
  if (!v?.ficha) return vista;
  const { ruta: _, ...sinRuta } = vista;
  const ruta = v.ruta && { ...v.ruta, bultos: [] };
  return { ...sinRuta, ...v.ficha, taller: v.taller, retirado: v.retirado, ...(ruta && { ruta }) };
}

/** The warehouses whose hours count: where the goods are, of the vehicle that has it, and where vehicles are that could come for them. */
function bodegasCercanas(
  { encargo, porCargar, en }: Buscada,
  vehiculos: readonly VistaVehiculo[],
  deSuPlan: string | undefined,
): readonly string[] {
  const km = new Map<string, number>();
  for (const { vehiculoId, bodegaId, base } of vehiculos) {
    const esSuyo = vehiculoId === en || vehiculoId === deSuPlan;
    const distancia = esSuyo ? 0 : distanciaKm(base, encargo.zona);
    km.set(bodegaId, Math.min(distancia, km.get(bodegaId) ?? CERCA_KM));
  }
  const cercanas = [...km]
    .filter(([, distancia]) => distancia < CERCA_KM)
    .sort(([a, deA], [b, deB]) => deA - deB || (a < b ? -1 : 1))
    .slice(0, MAS_BODEGAS);
  return [...new Set([encargo.bodegaId, ...porCargar, ...cercanas.map(([bodegaId]) => bodegaId)])];
}

function entregaDe({ ordenId }: { readonly ordenId: string }, { entrega: abiertas }: Estados): Entrega {
  return abiertas[ordenId] ?? entrega.initial;
}

function planesDe(dia: string) {
  return { index: 'porDia', value: dia };
}
