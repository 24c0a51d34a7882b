import type { Nombrado } from '#events/comun/pedido.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import { esOtraHora } from '#events/ordenes/llegada.ts';

/** Whom the messages about an order go to. What is personal is `null` once the customer was forgotten. */
export interface Destinatario {
  readonly ordenId: string;
  readonly clienteId: string;
  /** The customer's own name for the order. */
  readonly referencia?: string;
  readonly nombre: string | null;
  readonly telefono: string | null;
  readonly correo?: string | null | undefined;
}

/** What was told of an order, so that nothing is told again that the customer knows. */
export interface Recordado extends Destinatario {
  /** What its products are called, once they are reserved. */
  readonly nombres?: readonly Nombrado[];
  /** The window that was promised. */
  readonly ventana?: Ventana | undefined;
  /** The number that links to follow it have. */
  readonly seguimiento?: number;
  /** The arrival that was told last in this attempt; none before the first is. */
  readonly llegada?: string;
  /** It was told that the order is on its way. */
  readonly salio?: true;
  /** What the last fact brought that is worth a message. */
  readonly noticia?: 'llegada' | 'cambio' | 'noSalio' | 'salida' | 'vuelta' | 'espera';
}

/** The names of its products are known. */
export function alNombrar(
  d: Recordado | undefined,
  { nombres }: { readonly nombres?: readonly Nombrado[] | undefined },
): Recordado | undefined {
  return d && { ...d, ...(nombres && { nombres }) };
}

/**
 * A vehicle is to bring it at an hour: news if it is the first, or quite another than was told; or if it was told that it had
 * left, since then that was undone.
 */
export function alAsignar(d: Recordado | undefined, { eta }: { readonly eta: string }): Recordado | undefined {
  if (!d) return undefined;
  const { noticia: _, salio, ...antes } = d;
  if (antes.llegada === undefined) return { ...antes, llegada: eta, noticia: 'llegada' };
  return salio ? { ...antes, llegada: eta, noticia: 'noSalio' } : conHora(antes, eta, 'asignada');
}

/** On the road, another vehicle is to bring it: news if that is at quite another hour. */
export function alTransbordar(d: Recordado | undefined, { eta }: { readonly eta: string }): Recordado | undefined {
  if (!d) return undefined;
  const { noticia: _, ...antes } = d;
  return conHora(antes, eta, 'enTransito');
}

function conHora(antes: Recordado, eta: string, lugar: 'asignada' | 'enTransito'): Recordado {
  const dicha = antes.llegada === undefined ? undefined : { eta: antes.llegada, ventana: antes.ventana };
  return dicha && !esOtraHora(dicha, eta, lugar) ? antes : { ...antes, llegada: eta, noticia: 'cambio' };
}

/** It is on the road: news, unless that was told and nothing else came of it. A further attempt of which no plan was told is on the route of the one before. */
export function alSalir(
  d: Recordado | undefined,
  { eta, intento }: { readonly eta: string; readonly intento: number },
): Recordado | undefined {
  if (!d) return undefined;
  const { noticia: _, ...antes } = d;
  if (antes.salio) return antes;
  const vuelve = intento > 1 && antes.llegada === undefined;
  return { ...antes, llegada: eta, salio: true, noticia: vuelve ? 'vuelta' : 'salida' };
}

/** No vehicle is to bring it at the hour that was told: news if one was. */
export function alDesasignar(d: Recordado | undefined): Recordado | undefined {
  const antes = alVolver(d);
  return antes && (d?.llegada === undefined ? antes : { ...antes, noticia: 'espera' });
}

/** The journey has ended without delivery: of the next one, all is news. */
export function alVolver(d: Recordado | undefined): Recordado | undefined {
  if (!d) return undefined;
  const { llegada: _, salio: __, noticia: ___, ...antes } = d;
  return antes;
}

/** It is wanted in another window, or whenever it can come (`null`): of the next journey, all is news. */
export function alCambiarVentana(
  d: Recordado | undefined,
  { ventana }: { readonly ventana?: Ventana | null | undefined },
): Recordado | undefined {
  if (ventana === undefined || JSON.stringify(ventana ?? undefined) === JSON.stringify(d?.ventana)) return d;
  const antes = alVolver(d);
  return antes && { ...antes, ventana: ventana ?? undefined };
}
