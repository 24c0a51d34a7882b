import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { MercanciaEnViaje } from '#events/vehiculos/MercanciaEnViaje.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { type DecisionContext, to, type Write } from '#shared/model/command.ts';
import type { Bodegas } from './buscada.ts';
import { diaVigente } from './calendario.ts';
import { sinPlan } from './colocar.ts';
import { type Entrega, entrega } from './entrega.ts';
import { llegadasAlFinal } from './marcha.ts';
import { plan, planIdDe } from './plan.ts';
import { type Bulto, type Ficha, type ParadaEnRuta, type Vehiculo, vehiculo } from './vehiculo.ts';

/** A stop that is handed over, or that goods come back of, and its delivery. */
export interface Paso {
  readonly parada: ParadaEnRuta;
  readonly entrega: Entrega;
}

interface EnRuta {
  readonly vehiculoId: string;
  readonly rutaId: string;
}

/** What goes from one vehicle on the road to another one, which may be at its base, and where. */
export interface Transbordo {
  readonly de: EnRuta;
  readonly a: Vehiculo & {
    readonly vehiculoId: string;
    readonly ficha: Ficha;
    readonly conductorId: string | undefined;
    /** What it has aboard already. */
    readonly aBordo: readonly Bulto[];
  };
  readonly pasan: readonly Paso[];
  readonly lugar: string;
  /** Those that the deliveries which lose their place leave from. */
  readonly bodegas: Bodegas;
}

/** The facts of a handover: for both vehicles, each delivery, and the plans that counted on goods being in the first one. */
export function escriturasDe({ de, a, pasan, lugar, bodegas }: Transbordo, { id, now }: DecisionContext) {
  const { conductorId, vehiculoId } = a;
  const rutaId = a.ruta?.rutaId ?? id;
  const abiertas = pasan.map(({ parada }) => parada).filter(({ estado }) => estado === 'abierta');
  const etas = llegadasAlFinal(a, abiertas, now);
  const aBordo = a.ruta ? [] : [...a.aBordo];
  const { bodegaId, calendario } = a.ficha;
  const entre = { de: de.vehiculoId, a: vehiculoId, rutaId, lugar };
  const inicia = { vehiculoId, rutaId, dia: diaVigente(calendario, now), bodegaId, conductorId };
  return [
    to(
      vehiculo,
      de.vehiculoId,
      ...pasan.map(({ parada: { ordenId } }) => ParadaCerrada({ ...de, ordenId, fin: 'transbordada' })),
    ),
    to(
      vehiculo,
      vehiculoId,
      ...(a.ruta ? [] : [RutaIniciada({ ...inicia, paradas: [], aBordo })]),
      ...pasan.flatMap((paso) => llega(paso, { vehiculoId, rutaId }, etas.get(paso.parada.ordenId) ?? now)),
    ),
    ...pasan.map(({ parada: { ordenId, intento }, entrega: e }) => {
      const que = { ordenId, eta: etas.get(ordenId), aBordo: e.lugar === 'vehiculo', intento };
      const espera = { e, bodega: bodegas[e.encargo?.bodegaId ?? ''], now };
      return to(
        entrega,
        ordenId,
        EntregaTransbordada({ ...que, ...entre, conductorId }),
        ...(e.plan ? [sinPlan({ ordenId, intento: e.intento }, 'MERCANCIA_EN_VEHICULO', espera)] : []),
      );
    }),
    ...aBordo.map(({ ordenId }) => to(entrega, ordenId, MercanciaEnViaje({ ordenId, vehiculoId, rutaId }))),
    ...planesSinEllas(pasan),
  ];
}

/** What a stop is on the route that takes it over: open, or closed as it was, when the goods only come back. */
function llega({ parada: { estado, ...parada }, entrega: e }: Paso, enRuta: EnRuta, eta: string) {
  const agregada = ParadaAgregada({
    ...enRuta,
    parada: { ...parada, eta, aBordo: e.lugar === 'vehiculo', fija: false },
  });
  if (estado === 'abierta') return [agregada];
  return [agregada, ParadaCerrada({ ...enRuta, ordenId: parada.ordenId, fin: estado })];
}

/** The goods are not where these plans have counted on them. */
function planesSinEllas(pasan: readonly Paso[]): Write<typeof plan>[] {
  const planes = new Map<string, string[]>();
  for (const { parada, entrega: e } of pasan) {
    if (!e.plan) continue;
    const planId = planIdDe(e.plan.vehiculoId, e.plan.dia);
    planes.set(planId, [...(planes.get(planId) ?? []), parada.ordenId]);
  }
  return [...planes].map(([planId, ordenes]) =>
    to(plan, planId, ...ordenes.map((ordenId) => ParadaQuitada({ planId, ordenId, causa: 'movida' }))),
  );
}
