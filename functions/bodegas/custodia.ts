import type { Zona } from '#events/comun/lugar.ts';
import type { Linea } from '#events/comun/pedido.ts';
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
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** Where the goods of an order are, as the people of the road say. */
export interface Custodia {
  /** Where they are to be brought; absent until that is asked for. */
  readonly destino?: Zona | undefined;
  /** The warehouses whose goods a vehicle took, and which no warehouse has unloaded since. */
  readonly cargadas: readonly string[];
  /** When each warehouse's goods were taken last (ISO 8601, UTC). */
  readonly salieronEn: Readonly<Record<string, string>>;
  /** When the start that took each warehouse's goods was undone last (ISO 8601, UTC): since then they are in it again. */
  readonly deshechasEn: Readonly<Record<string, string>>;
  /** The last start: which of them it took, and where the vehicle was with the order's goods before. */
  readonly salida: { readonly bodegas: readonly string[]; readonly regresado: string | null };
  /**
   * The warehouse to which the vehicle came with the goods, until it leaves again. When there will be no other attempt it stays
   * so: they may have been unloaded before it left.
   */
  readonly regresado: string | null;
  /** Whether it is on a route, with goods or to fetch them. */
  readonly enCamino: boolean;
  /** Whether the next attempt is in a plan. */
  readonly planificada: boolean;
  /** Whether there will be another attempt, as far as is known. */
  readonly viva: boolean;
  /** How many times a warehouse has unloaded the goods for a further attempt. */
  readonly descargas: number;
  /** What was handed over; `null` before that. */
  readonly entregadas: readonly Linea[] | null;
}

/** The delivery of an order, which the vehicles write: read here for where its goods are, and never written. */
export const custodia = aggregate<Custodia>('entrega', {
  cargadas: [],
  salieronEn: {},
  deshechasEn: {},
  salida: { bodegas: [], regresado: null },
  regresado: null,
  enCamino: false,
  planificada: false,
  viva: true,
  descargas: 0,
  entregadas: null,
})
  .on(EntregaEncargada, (c, { zona }) => ({ ...c, destino: zona }))
  .on(EncargoActualizado, (c, { zona }) => ({ ...c, destino: zona ?? c.destino }))
  .on(EntregaPlanificada, (c) => ({ ...c, planificada: true }))
  .on(EntregaSinPlan, (c) => ({ ...c, planificada: false }))
  .on(EntregaEnRuta, (c, { bodegas }, at) => ({
    ...c,
    ...tomadas(c, bodegas, at),
    salida: { bodegas, regresado: c.regresado },
    regresado: null,
    enCamino: true,
    planificada: false,
  }))
  .on(RecogidaConfirmada, (c, { bodegaId }, at) => ({ ...c, ...tomadas(c, [bodegaId], at) }))
  .on(SalidaDeshecha, (c, _, at) => ({
    ...c,
    deshechasEn: { ...c.deshechasEn, ...todasEn(c.salida.bodegas, at) },
    cargadas: c.cargadas.filter((bodegaId) => !c.salida.bodegas.includes(bodegaId)),
    regresado: c.salida.regresado,
    enCamino: false,
    planificada: true,
  }))
  .on(EntregaFallida, (c) => ({ ...c, enCamino: false }))
  .on(EntregaNoVisitada, (c) => ({ ...c, enCamino: false }))
  .on(EntregaTransbordada, (c) => ({ ...c, regresado: null }))
  .on(MercanciaDeRegreso, (c, { bodegaId }) => ({ ...c, regresado: bodegaId }))
  .on(MercanciaEnViaje, (c) => (c.viva ? { ...c, regresado: null } : c))
  .on(EntregaDescargada, (c) => ({ ...c, cargadas: [], regresado: null, descargas: c.descargas + 1 }))
  .on(EntregaRetirada, (c) => ({ ...c, viva: false, enCamino: false, planificada: false }))
  .on(EntregaConfirmada, (c, { lineas }) => ({
    ...c,
    viva: false,
    enCamino: false,
    planificada: false,
    entregadas: lineas,
  }));

function tomadas({ cargadas, salieronEn }: Custodia, bodegas: readonly string[], at: string) {
  return { cargadas: [...cargadas, ...bodegas], salieronEn: { ...salieronEn, ...todasEn(bodegas, at) } };
}

function todasEn(bodegas: readonly string[], at: string): Record<string, string> {
  return Object.fromEntries(bodegas.map((bodegaId) => [bodegaId, at]));
}
