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
        /** Which try it is of the same function for the same message, from 1. */
        intento: z.int().min(1),
        /** An earlier try of each of its messages had succeeded: they came twice, and nothing was to be done. */
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
  /** The messages that it was done for, and in which invocation. Others of one cause are no tries of each other. */
  readonly metadata?: { readonly alpes?: { readonly mensajes: readonly string[]; readonly invocacion?: string } };
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

/**
 * The pieces of work by time, each as which try of the same function for the same message.
 * @param prefijo what stands before the short name of a function.
 */
export function tramosDe(tramos: readonly Tramo[], prefijo: string): Causas['tramos'] {
  const intentos = new Intentos();
  return porTiempo(tramos)
    .map(({ traza, trabajo, llamadas }) => {
      const { id, parent_id: padre, name, start_time, end_time, fault = false } = trabajo;
      return {
        id,
        ...(padre !== undefined && { padre }),
        traza,
        funcion: corto(name, prefijo),
        ...peticionDe(trabajo),
        inicio: new Date(start_time * 1_000).toISOString(),
        ...(end_time !== undefined && { milisegundos: milisegundos(start_time, end_time) }),
        ...intentos.sumar(trabajo),
        ...(fault && { fallo: motivoDe(trabajo) }),
        llamadas: llamadas.map(llamada),
      };
    })
    .slice(-MAS_HECHOS);
}

/** The functions whose last try for some message failed, without the prefix. */
export function sinExito(tramos: readonly Tramo[], prefijo: string): readonly string[] {
  const intentos = new Intentos();
  for (const { trabajo } of porTiempo(tramos)) intentos.sumar(trabajo);
  return intentos.sinExito().map((name) => corto(name, prefijo));
}

function corto(name: string, prefijo: string): string {
  return name.startsWith(prefijo) ? name.slice(prefijo.length) : name;
}

function porTiempo(tramos: readonly Tramo[]): Tramo[] {
  return tramos.toSorted((a, b) => a.trabajo.start_time - b.trabajo.start_time);
}

/** How often functions were given messages, and how that went. */
class Intentos {
  /** By function and message: of each invocation, in their order, whether all of its work went well. */
  readonly #veces = new Map<string, Map<string, boolean>>();

  /** Adds a piece of work, the earlier ones first. Work of which no message is known is a try of nothing else. */
  sumar({ id, name, fault = false, metadata }: Trabajo): { readonly intento: number; readonly repetido: boolean } {
    const { mensajes = [], invocacion = id } = metadata?.alpes ?? {};
    const antes = mensajes.map((mensaje) => {
      const veces = this.#veces.get(`${name}|${mensaje}`) ?? new Map<string, boolean>();
      const otras = [...veces].filter(([una]) => una !== invocacion);
      this.#veces.set(`${name}|${mensaje}`, veces.set(invocacion, (veces.get(invocacion) ?? true) && !fault));
      return otras;
    });
    return {
      intento: 1 + Math.max(0, ...antes.map(({ length }) => length)),
      repetido: antes.length > 0 && antes.every((otras) => otras.some(([, bien]) => bien)),
    };
  }

  sinExito(): string[] {
    const fallidas = [...this.#veces].filter(([, veces]) => ![...veces.values()].at(-1));
    return [...new Set(fallidas.map(([clave]) => clave.split('|')[0] as string))];
  }
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
