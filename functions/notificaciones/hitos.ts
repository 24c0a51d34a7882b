import { enColombia } from '#events/comun/tiempo.ts';
import type { Message } from '#shared/model/notification.ts';
import { palabrasAjenas } from './palabrasAjenas.ts';

/** Whom the messages about an order go to. What is personal is `null` once the customer was forgotten. */
export interface Destinatario {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly nombre: string | null;
  readonly telefono: string | null;
  readonly correo?: string | null | undefined;
}

/** The order was received. */
export function creada(d: Destinatario): Message {
  return mensaje(d, 'Recibimos su orden', 'recibimos su orden y estamos apartando sus productos.');
}

/** Its goods are reserved. */
export function confirmada(d: Destinatario): Message {
  return mensaje(d, 'Su orden está confirmada', 'sus productos están apartados. Le avisaremos cuando salgan.');
}

/** It cannot be served. */
export function rechazada(d: Destinatario, { motivo }: { readonly motivo: string }): Message {
  return mensaje(d, 'No podemos atender su orden', `lo sentimos, no podemos atender su orden: ${porQue(motivo)}.`);
}

/** A vehicle has it in its plan. */
export function asignada(d: Destinatario, { eta }: { readonly eta?: string | undefined }): Message {
  const llegada = eta ? ` Llegada prevista: ${hora(eta)}.` : '';
  return mensaje(d, 'Su orden tiene vehículo', `su orden ya está en el plan de un vehículo.${llegada}`);
}

/** It has left the warehouse. */
export function enTransito(d: Destinatario): Message {
  return mensaje(d, 'Su orden va en camino', 'su orden salió de la bodega y va en camino.');
}

/** It was handed over. */
export function entregada(d: Destinatario, { entregadaEn }: { readonly entregadaEn: string }): Message {
  return mensaje(d, 'Su orden fue entregada', `su orden fue entregada el ${hora(entregadaEn)}. Gracias por su compra.`);
}

/** A try to deliver it has failed. */
export function fallida(
  d: Destinatario,
  { motivo, final }: { readonly motivo: string; readonly final: boolean },
): Message {
  const sigue = final ? 'La devolveremos a la bodega.' : 'Lo intentaremos de nuevo.';
  return mensaje(d, 'No pudimos entregar su orden', `no pudimos entregar su orden: ${porQue(motivo)}. ${sigue}`);
}

/** It went back to the warehouse. */
export function devuelta(d: Destinatario): Message {
  return mensaje(d, 'Su orden fue devuelta', 'su orden volvió a la bodega porque no pudimos entregarla.');
}

/** The customer has withdrawn it. */
export function cancelada(d: Destinatario): Message {
  return mensaje(d, 'Su orden fue cancelada', 'su orden fue cancelada, como lo pidió.');
}

function mensaje({ ordenId, nombre }: Destinatario, asunto: string, texto: string): Message {
  const quien = palabrasAjenas(nombre ?? '', 60) || 'cliente';
  return { asunto, texto: `Hola, ${quien}: ${texto} Orden ${ordenId.slice(0, 8)}.` };
}

/** A reason inside a sentence: without its capital and its full stop. An acronym or a code keeps its capitals. */
function porQue(motivo: string): string {
  const frase = palabrasAjenas(motivo, 160).replace(/\.$/, '') || 'sin más detalles';
  return /^\p{Lu}\p{Ll}/u.test(frase) ? frase.charAt(0).toLocaleLowerCase('es') + frase.slice(1) : frase;
}

/** `15/01/2030 a las 09:20`, in Colombia. */
function hora(instante: string): string {
  const local = enColombia(instante);
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} a las ${local.slice(11, 16)}`;
}
