import * as z from 'zod';
import { TOPIC_KINDS } from '#shared/model/live.ts';
import { line } from '#shared/model/text.ts';

/** What one can watch: everything, or what is of one city, warehouse, vehicle, order or customer. */
export const Tema = line(120).regex(new RegExp(`^(?:tablero|(?:${TOPIC_KINDS.slice(1).join('|')}):[^\\s:].*)$`), {
  error: 'Debe ser tablero, o ciudad:, bodega:, vehiculo:, orden:, cliente: o seguimiento: y de cuál',
});

/** A client wants to hear of a topic from now on. */
export const Suscribir = z.strictObject({
  accion: z.literal('suscribir'),
  tema: Tema,
  /** Of `orden:` and `vehiculo:`: the version that the client has. What is newer is answered. */
  desde: z.int().min(0).optional(),
});

/** … and not any more. */
export const Cancelar = z.strictObject({ accion: z.literal('cancelar'), tema: Tema });

/** A client is there, though it has nothing to say. */
export const Latido = z.strictObject({ accion: z.literal('latido') });

/** It hears of the topic, whose newest row stands here where it has an older one. */
export const Suscrito = z.object({
  tipo: z.literal('suscrito'),
  tema: z.string(),
  novedades: z.array(z.looseObject({ vista: z.string(), clave: z.string(), version: z.int() })).optional(),
});

/** It does not hear of the topic any more. */
export const Cancelado = z.object({ tipo: z.literal('cancelado'), tema: z.string() });

/** The server is there too, at this time (ISO 8601). */
export const Latiendo = z.object({ tipo: z.literal('latido'), en: z.iso.datetime() });
