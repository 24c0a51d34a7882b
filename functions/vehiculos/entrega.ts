import { type LineaRecibida, volvioAlgo } from '#events/comun/recibida.ts';
import { antes } from '#events/comun/tiempo.ts';
import type { CodigoSinPlan } from '#events/vehiculos/codigoSinPlan.ts';
import { EncargoActualizado } from '#events/vehiculos/EncargoActualizado.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { EntregaEncargada } from '#events/vehiculos/EntregaEncargada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { MercanciaDeRegreso } from '#events/vehiculos/MercanciaDeRegreso.ts';
import { MercanciaEnViaje } from '#events/vehiculos/MercanciaEnViaje.ts';
import { MercanciaRecibida } from '#events/vehiculos/MercanciaRecibida.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import type { EventType } from '#shared/model/event.ts';
import { conCambios, conRevision, type Encargo, encargoDe, type Revisiones } from './encargo.ts';

type DatosDe<E> = E extends EventType<string, infer D> ? D : never;

/** A route on which an order was. */
export interface Viaje {
  readonly vehiculoId: string;
  readonly rutaId: string;
  /** When the vehicle left, or took it over. */
  readonly salioEn: string;
  readonly conductorId?: string | undefined;
  readonly intento: number;
  /** Whether all goods of the order were aboard at last. */
  readonly cargada: boolean;
}

/** The route on which an order was last, and how the goods were before it. */
interface UltimoViaje extends Viaje {
  /** The day of the plan that it left with. */
  readonly dia?: string | undefined;
  readonly antes: Mercancia;
}

/** Where the goods of an order are: what no vehicle has taken is in the warehouses of its parts; what did not come back is lost. */
interface Mercancia {
  readonly lugar: 'bodega' | 'vehiculo' | 'persona' | 'perdida';
  /** The vehicle that has goods of it. */
  readonly en?: string | undefined;
  /** The warehouses whose parts it took. */
  readonly cargadas: readonly string[];
  /**
   * The warehouse to which that vehicle came with them, until it leaves again. When nobody is to bring them any more it stays
   * so: they may have been unloaded before it left.
   */
  readonly regresado?: string | undefined;
  /** The warehouse that received the last of what came back at the end. */
  readonly recibidaEn?: string | undefined;
  /** What a warehouse has received of it while the rest is still to come. */
  readonly recibidas?: readonly LineaRecibida[] | undefined;
}

/** What was said of why it has no place in a plan. */
interface SinPlan {
  readonly codigo: CodigoSinPlan;
  /** From when on a person decides. */
  readonly porDecidirDesde?: string | undefined;
  /** From when on its warehouse's limit of waiting counts; absent where that moves nothing. */
  readonly cuentaDesde?: string | undefined;
}

/** A delivery: what is to be brought, where its goods are, and where the last attempt stands. */
export interface Entrega extends Mercancia {
  readonly estado: 'inexistente' | 'porPlanificar' | 'planificada' | 'enRuta' | 'fallida' | 'retirada' | 'entregada';
  /** Absent until it was asked for; a withdrawal may come before. */
  readonly encargo?: Encargo | undefined;
  /** Changes that came before what they change: they are told again after it. */
  readonly adelantos: readonly DatosDe<typeof EncargoActualizado>[];
  /** The revision that said it last, of everything that is other than at first. */
  readonly revisiones: Revisiones;
  /** The last attempt, from 1; 0 before the first. */
  readonly intento: number;
  /** How many places in plans the attempt has had; the `cambio` of the last one is one less. */
  readonly cambios: number;
  /** How many times a warehouse has unloaded it for a further attempt. */
  readonly descargas: number;
  readonly sinPlan?: SinPlan | undefined;
  readonly plan?: { readonly vehiculoId: string; readonly dia: string } | undefined;
  readonly viaje?: UltimoViaje | undefined;
  /** What its proof is called, once it is delivered. */
  readonly evidencia?: string | undefined;
  /** The routes before the last one, oldest first: their proof may come late. */
  readonly anteriores: readonly Viaje[];
}

const INICIAL: Entrega = {
  estado: 'inexistente',
  adelantos: [],
  revisiones: {},
  intento: 0,
  cambios: 0,
  descargas: 0,
  lugar: 'bodega',
  cargadas: [],
  anteriores: [],
};

/** The delivery of an order: it begins with what is to be brought, and says of each moment where the goods are. */
export const entrega = aggregate<Entrega>('entrega', INICIAL)
  .on(EntregaEncargada, (e, d) => ({ ...e, estado: 'porPlanificar', encargo: encargoDe(d), adelantos: [] }))
  .on(EncargoActualizado, (e, d) => {
    const { ordenId: _, clienteId: __, revision, ...cambios } = d;
    const revisiones = conRevision(e.revisiones, revision, Object.keys(cambios));
    if (e.encargo) return { ...e, revisiones, encargo: conCambios(e.encargo, cambios) };
    return { ...e, revisiones, adelantos: [...e.adelantos, d] };
  })
  .on(EntregaPlanificada, (e, { vehiculoId, dia, intento, cambio, enRuta }, at) => {
    const comun = { ...e, intento, cambios: cambio + 1, sinPlan: undefined };
    if (enRuta === undefined) return { ...comun, estado: 'planificada', plan: { vehiculoId, dia } };
    const viaje = { vehiculoId, rutaId: enRuta, salioEn: at, intento, cargada: estaCargada(e) };
    return { ...de(comun, viaje), estado: 'enRuta', plan: undefined, regresado: undefined };
  })
  .on(EntregaSinPlan, (e, { intento, codigo, porDecidirDesde }, at) => ({
    ...e,
    estado: 'porPlanificar',
    cambios: intento === e.intento ? e.cambios : 0,
    intento,
    sinPlan: { codigo, porDecidirDesde, cuentaDesde: cuentaDesde(e.sinPlan, codigo, at) },
    plan: undefined,
  }))
  .on(EntregaEnRuta, (e, { vehiculoId, rutaId, bodegas, conductorId, intento, cargada }, at) => {
    const enMarcha = de(e, { vehiculoId, rutaId, salioEn: at, conductorId, intento, cargada });
    return {
      ...cargar({ ...enMarcha, regresado: undefined }, vehiculoId, bodegas),
      estado: 'enRuta',
      intento,
      plan: undefined,
      sinPlan: undefined,
    };
  })
  .on(RecogidaConfirmada, (e, { vehiculoId, bodegaId, cargada }) => ({
    ...cargar(e, vehiculoId, [bodegaId]),
    viaje: e.viaje && { ...e.viaje, cargada },
  }))
  .on(SalidaDeshecha, (e, { vehiculoId }) => {
    if (!e.viaje) return e;
    const { dia, antes: mercancia } = e.viaje;
    return {
      ...e,
      ...mercancia,
      estado: 'planificada',
      plan: dia === undefined ? undefined : { vehiculoId, dia },
      viaje: undefined,
    };
  })
  .on(EntregaConfirmada, (e, { completa, evidencia }) => ({
    ...e,
    evidencia,
    ...(completa && {
      lugar: 'persona' as const,
      en: undefined,
      cargadas: [],
      regresado: undefined,
      recibidaEn: undefined,
    }),
    estado: 'entregada',
    plan: undefined,
    sinPlan: undefined,
  }))
  .on(EntregaFallida, (e, { intento }) => ({ ...e, estado: 'fallida', intento }))
  .on(EntregaNoVisitada, (e) => ({ ...e, estado: 'porPlanificar', sinPlan: undefined }))
  .on(EntregaTransbordada, (e, { a, rutaId, conductorId, intento }, at) => ({
    ...de(e, { vehiculoId: a, rutaId, salioEn: at, conductorId, intento, cargada: estaCargada(e) }),
    ...(e.lugar === 'vehiculo' && { en: a, regresado: undefined }),
  }))
  .on(EntregaRetirada, (e) => ({ ...e, estado: 'retirada', plan: undefined, sinPlan: undefined }))
  .on(MercanciaDeRegreso, (e, { bodegaId }) => ({ ...e, regresado: bodegaId }))
  .on(MercanciaEnViaje, (e) => (haTerminado(e) ? e : { ...e, regresado: undefined }))
  .on(MercanciaRecibida, (e, { bodegaId, lineas, completa }) =>
    completa
      ? {
          ...e,
          lugar: volvioAlgo(lineas) ? 'bodega' : 'perdida',
          en: undefined,
          cargadas: [],
          regresado: undefined,
          recibidaEn: bodegaId,
          recibidas: undefined,
        }
      : { ...e, recibidas: lineas },
  )
  .on(EntregaDescargada, (e, { bodegaId, partes, revision }) => ({
    ...e,
    revisiones: conRevision(e.revisiones, revision, ['bodegaId', 'partes']),
    encargo: e.encargo && { ...e.encargo, bodegaId, partes },
    descargas: e.descargas + 1,
    lugar: 'bodega',
    en: undefined,
    cargadas: [],
    regresado: undefined,
    sinPlan: laTieneUnaPersona(e) ? e.sinPlan : undefined,
  }));

/** The warehouses where goods of the order are still to be taken, each once, that of the order first. */
export function bodegasPorCargar({ encargo, cargadas }: Entrega): readonly string[] {
  if (!encargo) return [];
  const todas = [encargo.bodegaId, ...encargo.partes.map(({ bodegaId }) => bodegaId)];
  const conPartes = new Set(encargo.partes.map(({ bodegaId }) => bodegaId));
  return [...new Set(todas)].filter((bodegaId) => conPartes.has(bodegaId) && !cargadas.includes(bodegaId));
}

/**
 * The route on which a vehicle had the order at a moment, or the last one with that vehicle where no moment is said, or it
 * had not left yet then.
 */
export function viajeCon({ viaje, anteriores }: Entrega, vehiculoId: string, momento?: string): Viaje | undefined {
  const suyos = [...anteriores, ...(viaje ? [viaje] : [])].filter((uno) => uno.vehiculoId === vehiculoId);
  return suyos.findLast(({ salioEn }) => momento === undefined || !antes(momento, salioEn)) ?? suyos.at(-1);
}

/** Whether all goods of the order are aboard of the vehicle that has any. */
function estaCargada(e: Entrega): boolean {
  return e.lugar === 'vehiculo' && bodegasPorCargar(e).length === 0;
}

/** The vehicle that has goods of the order aboard: no other can bring it. */
export function vehiculoConMercancia(e: Entrega): string | undefined {
  return e.lugar === 'vehiculo' ? e.en : undefined;
}

/** Whether nobody is to try any more: it was delivered, or withdrawn. */
export function haTerminado({ estado }: Entrega): boolean {
  return estado === 'retirada' || estado === 'entregada';
}

/**
 * Whether an attempt needs no search: it has its place or is on the road, the one before has not ended, or the delivery
 * has. One that a person took out of its plan is for a person to plan.
 */
export function tieneRespuesta(e: Entrega, intento: number): boolean {
  if (e.estado === 'porPlanificar') return intento !== e.intento || laTieneUnaPersona(e);
  return e.estado === 'fallida' ? intento <= e.intento : e.estado !== 'inexistente';
}

/** Whether a place in a plan is looked for when somebody asks: it waits for one that a search gives. */
export function seBusca(e: Entrega): boolean {
  return e.estado === 'porPlanificar' && e.sinPlan !== undefined && !laTieneUnaPersona(e);
}

/** Why nobody can plan it by hand: there is none, it has ended, or its vehicle is still to say what became of it. */
export function noSeAsigna(e: Entrega): 'ENTREGA_NO_EXISTE' | 'ENTREGA_TERMINADA' | 'ENTREGA_EN_RUTA' | undefined {
  if (!e.encargo) return 'ENTREGA_NO_EXISTE';
  if (haTerminado(e)) return 'ENTREGA_TERMINADA';
  return e.estado === 'enRuta' || e.estado === 'fallida' ? 'ENTREGA_EN_RUTA' : undefined;
}

/** Whether a person took it out of its plan, and plans it: no search does. */
export function laTieneUnaPersona({ sinPlan }: Entrega): boolean {
  return sinPlan?.codigo === 'LIBERADA';
}

/** Whether a person decides at once: one took it out of its plan, or no time makes it nearer. */
export function decideUnaPersona(codigo: CodigoSinPlan): boolean {
  return codigo === 'LIBERADA' || codigo === 'FUERA_DE_COBERTURA';
}

function cuentaDesde(antes: SinPlan | undefined, codigo: CodigoSinPlan, at: string): string | undefined {
  if (codigo === 'DIA_POR_PLANIFICAR' || decideUnaPersona(codigo)) return undefined;
  return antes?.porDecidirDesde === undefined ? at : antes.cuentaDesde;
}

/** The number that the next place in a plan has within its attempt. */
export function siguienteCambio(e: Entrega, intento: number): number {
  return intento === e.intento ? e.cambios : 0;
}

/** A delivery that is on a route: another one, or a further attempt on the same. */
function de(e: Entrega, viaje: Viaje): Entrega {
  const { viaje: ultimo, anteriores, plan } = e;
  if (ultimo?.rutaId === viaje.rutaId) return { ...e, viaje: { ...ultimo, ...viaje, salioEn: ultimo.salioEn } };
  return {
    ...e,
    viaje: { ...viaje, dia: plan?.dia, antes: soloMercancia(e) },
    anteriores: ultimo ? [...anteriores, soloViaje(ultimo)] : anteriores,
  };
}

function soloViaje({ antes: _, dia: __, ...viaje }: UltimoViaje): Viaje {
  return viaje;
}

function cargar(e: Entrega, vehiculoId: string, bodegas: readonly string[]): Entrega {
  const cargadas = [...new Set([...e.cargadas, ...bodegas])];
  return cargadas.length === 0 ? e : { ...e, lugar: 'vehiculo', en: vehiculoId, cargadas };
}

function soloMercancia({ lugar, en, cargadas, regresado }: Entrega): Mercancia {
  return { lugar, en, cargadas, regresado };
}
