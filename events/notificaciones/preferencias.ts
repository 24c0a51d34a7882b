import * as z from 'zod';
import { Horas } from '#events/comun/calendario.ts';
import type { Opaque } from '#shared/model/personal.ts';

/** By what messages go out. */
export const Canal = z.enum(['sms', 'correo']);

/** A channel of messages. */
export type Canal = z.output<typeof Canal>;

/**
 * Kinds of messages that one may want or not: that the order was received, how it comes, that it was handed over, what went
 * wrong with it, and what was changed of it.
 */
export const GrupoDeAvisos = z.enum(['pedido', 'camino', 'entrega', 'problema', 'cambio']);

/** A kind of messages. */
export type GrupoDeAvisos = z.output<typeof GrupoDeAvisos>;

const Grupos = z.array(GrupoDeAvisos).max(GrupoDeAvisos.options.length);

/**
 * What a customer wants of the messages about its orders: by each channel the kinds that go out, and the hours of the day
 * (of Colombia) in which what is not urgent waits; `hasta` may be of the next day.
 */
export const Preferencias = {
  canales: z.strictObject({ sms: Grupos, correo: Grupos }),
  silencio: Horas.optional(),
};

/** The kinds of messages that go out, by channel. */
export type GruposPorCanal = Opaque<z.output<typeof Preferencias.canales>>;

/** All that there is, by text message and by mail, but at night. */
export const EJEMPLO_DE_PREFERENCIAS = {
  canales: { sms: ['camino' as const, 'problema' as const], correo: [...GrupoDeAvisos.options] },
  silencio: { desde: '21:00', hasta: '07:00' },
};
