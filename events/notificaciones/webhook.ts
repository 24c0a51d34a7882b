import * as z from 'zod';
import { line } from '#shared/model/text.ts';

/** The facts of an order that a customer's own system can be told of. */
export const HitoDeWebhook = z.enum([
  'OrdenCreada',
  'OrdenConfirmada',
  'OrdenRechazada',
  'OrdenAsignada',
  'OrdenDesasignada',
  'OrdenEnTransito',
  'OrdenEntregada',
  'RestoDevuelto',
  'EntregaDeOrdenFallida',
  'EntregaDeOrdenAplazada',
  'OrdenDevuelta',
  'OrdenCancelada',
  'OrdenAbandonada',
  'OrdenReprogramada',
  'OrdenCorregida',
  'LineasCambiadas',
  'CambioDeLineasNegado',
]);

/** A fact of an order that a customer's own system can be told of. */
export type HitoDeWebhook = z.output<typeof HitoDeWebhook>;

/** Facts, one at least. */
export const Hitos = z.array(HitoDeWebhook).min(1).max(HitoDeWebhook.options.length);

/** Where a customer's system listens: https, or http on one's own machine, which only an installation for development takes (`esLocal`). */
export const DireccionDeWebhook = line(500)
  .refine(esDireccion, { error: 'Debe ser una dirección https, sin usuario ni clave' })
  .meta({ text: 'line', examples: ['https://tienda.example/avisos', 'http://localhost:8080/avisos'] });

/** Which of a customer's secrets; the first is 1. */
export const Serie = z.int().min(1).max(4_294_967_295);

/** Why one is asked no more: it says that it is gone, or it has not taken anything for days. */
export const CodigoDeBaja = z.enum(['yaNoExiste', 'noResponde']);

/** An example of what is registered. */
export const EJEMPLO_DE_WEBHOOK = {
  url: 'https://tienda.example/avisos-de-entregas',
  hitos: ['OrdenEnTransito' as const, 'OrdenEntregada' as const, 'EntregaDeOrdenFallida' as const],
};

function esDireccion(texto: string): boolean {
  if (!URL.canParse(texto)) return false;
  const url = new URL(texto);
  if (url.username !== '' || url.password !== '' || url.hostname === '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOCALES.has(url.hostname));
}

/** Whether such an address is of the very machine that would ask it. */
export function esLocal(direccion: string): boolean {
  const { hostname } = new URL(direccion);
  return LOCALES.has(hostname) || hostname.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

const LOCALES = new Set(['localhost', '127.0.0.1', '[::1]']);
