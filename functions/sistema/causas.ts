import * as z from 'zod';
import { OrdenId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';

/** Facts and pieces of work in one answer: the last ones. */
export const MAS_HECHOS = 500;

const Llamada = z.object({
  servicio: z.string(),
  operacion: z.string(),
  tabla: z.string().optional(),
  milisegundos: z.number().min(0),
  fallo: z.boolean(),
});

/** What was written for an order and what worked for it, each with its cause. */
export const RespuestaCausas = z.object({
  ordenId: OrdenId,
  /** Where the pieces of work come from: X-Ray's traces, or nothing but what the log itself says. */
  fuente: z.enum(['trazas', 'registro']),
  nota: z.string().optional(),
  /** Facts and requests, by time; `causa` is the id of the fact or request that they follow from, or of the API's request. */
  hechos: z
    .array(
      z.object({
        id: z.string(),
        flujo: z.string(),
        version: z.int().min(1),
        hecho: z.string(),
        contexto: z.string(),
        en: Instante,
        causa: z.string(),
        correlacion: z.string(),
        actor: z.string(),
        /** The piece of work that caused it, as `tramos` names it. */
        tramo: z.string().optional(),
      }),
    )
    .max(MAS_HECHOS),
  tramos: z
    .array(
      z.object({
        id: z.string(),
        padre: z.string().optional(),
        traza: z.string(),
        funcion: z.string(),
        peticion: z.string().optional(),
        inicio: Instante,
        /** Absent while it goes on. */
        milisegundos: z.number().min(0).optional(),
        /** Which try it is of the same function for the same cause, from 1. */
        intento: z.int().min(1),
        /** An earlier try had succeeded: the message came twice, and nothing was to be done. */
        repetido: z.boolean(),
        fallo: z.string().optional(),
        llamadas: z.array(Llamada),
      }),
    )
    .max(MAS_HECHOS),
  /** Of the functions whose last try failed: dead letters that they have now, of whatever order. */
  muertos: z.array(z.object({ funcion: z.string(), mensajes: z.int().min(0) })),
});

type Causas = z.output<typeof RespuestaCausas>;

/** A piece of work as X-Ray has it, as far as it is told here. Times in seconds since 1970. */
export interface Trabajo {
  readonly id: string;
  readonly parent_id?: string;
  readonly name: string;
  readonly start_time: number;
  readonly end_time?: number;
  readonly fault?: boolean;
  readonly http?: {
    readonly request?: { readonly method?: string; readonly url?: string };
    readonly response?: { readonly status?: number };
  };
  readonly cause?: { readonly exceptions?: readonly { readonly type?: string; readonly message?: string }[] };
}

/** A call of an AWS API within it. */
export interface LlamadaHecha extends Trabajo {
  readonly aws?: { readonly operation?: string; readonly table_name?: string };
}

/** A piece of work with its trace and its calls. */
export interface Tramo {
  readonly traza: string;
  readonly trabajo: Trabajo;
  readonly llamadas: readonly LlamadaHecha[];
}

/** The pieces of work by time, each as which try of the same function for the same cause. */
export function tramosDe(tramos: readonly Tramo[]): Causas['tramos'] {
  const intentos = new Map<string, { hechos: number; bien: boolean }>();
  return [...tramos]
    .sort((a, b) => a.trabajo.start_time - b.trabajo.start_time)
    .map(({ traza, trabajo, llamadas }) => {
      const { id, parent_id: padre, name, start_time, end_time, fault = false } = trabajo;
      const clave = `${name}|${padre}`;
      const { hechos, bien } = intentos.get(clave) ?? { hechos: 0, bien: false };
      intentos.set(clave, { hechos: hechos + 1, bien: bien || !fault });
      return {
        id,
        ...(padre !== undefined && { padre }),
        traza,
        funcion: name.replace(/^alpes-/, ''),
        ...peticionDe(trabajo),
        inicio: new Date(start_time * 1_000).toISOString(),
        ...(end_time !== undefined && { milisegundos: milisegundos(start_time, end_time) }),
        intento: hechos + 1,
        repetido: bien,
        ...(fault && { fallo: motivoDe(trabajo) }),
        llamadas: llamadas.map(llamada),
      };
    })
    .slice(-MAS_HECHOS);
}

/** The functions whose last try for some cause failed. */
export function sinExito(tramos: Causas['tramos']): readonly string[] {
  const ultimos = new Map(tramos.map((tramo) => [`${tramo.funcion}|${tramo.padre}`, tramo]));
  return [...new Set([...ultimos.values()].filter(({ fallo }) => fallo).map(({ funcion }) => funcion))];
}

function llamada({ name, aws, start_time, end_time = start_time, fault = false }: LlamadaHecha) {
  return {
    servicio: name,
    operacion: aws?.operation ?? name,
    ...(aws?.table_name !== undefined && { tabla: aws.table_name }),
    milisegundos: milisegundos(start_time, end_time),
    fallo: fault,
  };
}

function peticionDe({ http }: Trabajo): { readonly peticion?: string } {
  const peticion = [http?.request?.method, http?.request?.url, http?.response?.status].filter(Boolean).join(' ');
  return peticion ? { peticion } : {};
}

function motivoDe({ cause }: Trabajo): string {
  const [excepcion] = cause?.exceptions ?? [];
  return excepcion ? `${excepcion.type ?? 'Error'}: ${excepcion.message ?? ''}`.trim() : 'Falló';
}

function milisegundos(desde: number, hasta: number): number {
  return Math.max(0, Math.round((hasta - desde) * 1_000_000) / 1_000);
}
