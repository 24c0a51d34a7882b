import { FALLOS_A_QUIEN_RECIBE, type MotivoDeFallo } from '#events/comun/fallo.ts';
import { enVentanaConFecha, fechaYHora } from '#events/comun/hora.ts';
import type { Linea } from '#events/comun/pedido.ts';
import { cuantoVolvio, type LineaRecibida, loPerdido } from '#events/comun/recibida.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import type { GrupoDeAvisos } from '#events/notificaciones/preferencias.ts';
import { enQueFechaLlega } from '#events/ordenes/llegada.ts';
import { nombreDeOrden } from '#events/ordenes/nombre.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import type { Message } from '#shared/model/notification.ts';
import type { Destinatario, Recordado } from './memoria.ts';
import { palabrasAjenas } from './palabrasAjenas.ts';

/** What is the same of many messages: their kind, whether they wait for nothing, and the words before the link. */
type Clase = Pick<Message, 'urgente' | 'enlace'> & { readonly grupo: GrupoDeAvisos };

const enlace = 'Sígala en';
const PEDIDO: Clase = { grupo: 'pedido', enlace };
const CAMINO: Clase = { grupo: 'camino', enlace };
/** It comes now: in the morning that is of no use. */
const EN_CAMINO: Clase = { ...CAMINO, urgente: true };
const FALLO: Clase = { grupo: 'problema', enlace, urgente: true };
const APLAZO: Clase = { grupo: 'problema', enlace };
const CAMBIO: Clase = { grupo: 'cambio', enlace };
// Of what has ended there is nothing to follow.
const ENTREGA: Clase = { grupo: 'entrega' };
const PROBLEMA: Clase = { grupo: 'problema' };
const RETRACTO: Clase = { grupo: 'cambio' };

/** The order was received. */
export function creada(d: Destinatario): Message {
  return mensaje(d, PEDIDO, 'Recibimos su orden', 'recibimos su orden y estamos apartando sus productos.');
}

/** Its goods are reserved. */
export function confirmada(d: Destinatario): Message {
  return mensaje(d, PEDIDO, 'Su orden está confirmada', 'sus productos están apartados. Le avisaremos cuando salgan.');
}

/** It cannot be served. */
export function rechazada(d: Destinatario, { motivo }: { readonly motivo: string }): Message {
  return mensaje(
    d,
    PROBLEMA,
    'No podemos atender su orden',
    `lo sentimos, no podemos atender su orden: ${porQue(motivo)}.`,
  );
}

/** A vehicle has it in its plan, comes at quite another hour than was said, or has not left after all. */
export function asignada(
  d: Recordado,
  { eta, intento }: { readonly eta: string; readonly intento: number },
  hecho: Recorded,
): Message | undefined {
  const llegada = llega(d, eta, 'asignada', hecho);
  if (d.noticia === 'cambio') return otraHora(d, CAMINO, llegada);
  if (d.noticia === 'noSalio')
    return mensaje(d, CAMINO, 'Su orden aún no ha salido', `su orden todavía no ha salido de la bodega. ${llegada}`);
  if (d.noticia !== 'llegada') return undefined;
  return intento === 1
    ? mensaje(d, CAMINO, 'Su orden tiene vehículo', `su orden ya está en el plan de un vehículo. ${llegada}`)
    : volveremos(d, CAMINO, llegada);
}

/** The vehicle that had it in its plan does not bring it then; or nobody can bring it where it goes now. */
export function desasignada(d: Recordado, { motivo }: { readonly motivo?: string | undefined }): Message | undefined {
  if (motivo !== undefined) {
    const aviso = `por ahora no podemos llevar su orden a su nueva dirección: ${porQue(motivo)}.`;
    const sigue = 'Si está equivocada, pida que la corrijan; si no, le avisaremos cómo sigue.';
    return mensaje(d, APLAZO, 'No llegamos a su nueva dirección', `${aviso} ${sigue}`);
  }
  if (d.noticia !== 'espera') return undefined;
  const texto = 'su orden ya no llegará a la hora que le dijimos. Le avisaremos cuando tengamos otra.';
  return mensaje(d, CAMINO, 'Su orden espera otra hora', texto);
}

/** Its goods are on the road; or still are, for a further attempt on the same route. */
export function enTransito(d: Recordado, { eta }: { readonly eta: string }, hecho: Recorded): Message | undefined {
  if (d.noticia === 'vuelta') return volveremos(d, EN_CAMINO, llega(d, eta, 'enTransito', hecho));
  if (d.noticia !== 'salida') return undefined;
  return mensaje(d, EN_CAMINO, 'Su orden va en camino', `su orden va en camino. ${llega(d, eta, 'enTransito', hecho)}`);
}

/** On the road, another vehicle brings it; said only if it comes at quite another hour. */
export function transbordada(d: Recordado, { eta }: { readonly eta: string }, hecho: Recorded): Message | undefined {
  return d.noticia === 'cambio' ? otraHora(d, EN_CAMINO, llega(d, eta, 'enTransito', hecho)) : undefined;
}

/** It was handed over, all of it or a part. */
export function entregada(
  d: Recordado,
  { entregadaEn, completa, lineas }: { entregadaEn: string; completa: boolean; lineas: readonly Linea[] },
  { metadata: { occurredAt } }: Recorded,
): Message {
  const cuando = fechaYHora(entregadaEn, occurredAt);
  if (completa) {
    const texto = `${frase(`su orden fue entregada ${cuando}`)} Gracias por su compra.`;
    return mensaje(d, ENTREGA, 'Su orden fue entregada', texto);
  }
  const texto = `entregamos una parte de su orden ${cuando}: ${listado(lineas, d)}. Lo demás vuelve a la bodega.`;
  return mensaje(d, ENTREGA, 'Entregamos una parte de su orden', texto);
}

/** What was left over of a partial delivery is back, or as much of it as there is. */
export function restoDevuelto(d: Recordado, { lineas }: { readonly lineas: readonly LineaRecibida[] }): Message {
  const resto = 'lo que no se entregó de su orden';
  switch (cuantoVolvio(lineas)) {
    case 'todo':
      return mensaje(d, ENTREGA, 'El resto de su orden volvió', `${resto} ya está en la bodega.`);
    case 'parte':
      return mensaje(
        d,
        PROBLEMA,
        'Falta algo del resto de su orden',
        `${resto} ya está en la bodega, ${salvo(lineas, d)}`,
      );
    case 'nada':
      return mensaje(d, PROBLEMA, 'El resto de su orden no apareció', `${resto} no apareció.`);
  }
}

/** A try to deliver it has failed. */
export function fallida(
  d: Destinatario,
  { motivo, detalle = '', final }: { motivo: MotivoDeFallo; detalle?: string | undefined; final: boolean },
): Message {
  const sigue = final ? 'La devolveremos a la bodega.' : 'Lo intentaremos de nuevo.';
  // That there is another reason is no reason: what the driver added says it.
  const causa = motivo === 'otro' ? '' : ` porque ${enFrase(FALLOS_A_QUIEN_RECIBE[motivo])}`;
  const dicho = enFrase(detalle);
  const texto = `no pudimos entregar su orden${causa}${dicho && ` (${dicho})`}. ${sigue}`;
  return mensaje(d, FALLO, 'No pudimos entregar su orden', texto);
}

/** The route ended before it came to the door. */
export function aplazada(d: Destinatario): Message {
  const texto = 'esta vez no alcanzamos a visitarlo. Le avisaremos cuándo iremos.';
  return mensaje(d, APLAZO, 'No alcanzamos a visitarlo', texto);
}

/** Nobody brings it any more: it is in the warehouse again, or as much of it as there is. */
export function devuelta(d: Recordado, { lineas }: { readonly lineas: readonly LineaRecibida[] }): Message {
  const fallo = 'no pudimos entregar su orden';
  switch (cuantoVolvio(lineas)) {
    case 'todo':
      return mensaje(d, PROBLEMA, 'Su orden fue devuelta', 'su orden volvió a la bodega porque no pudimos entregarla.');
    case 'parte':
      return mensaje(d, PROBLEMA, 'Su orden fue devuelta', `${fallo}. Volvió a la bodega, ${salvo(lineas, d)}`);
    case 'nada':
      return mensaje(d, PROBLEMA, 'No pudimos entregar su orden', `${fallo}, y su mercancía no apareció.`);
  }
}

/** The customer has withdrawn it. */
export function cancelada(d: Destinatario): Message {
  return mensaje(d, RETRACTO, 'Su orden fue cancelada', 'su orden fue cancelada, como lo pidió.');
}

/** An operator has given it up. */
export function abandonada(d: Destinatario, { motivo }: { readonly motivo: string }): Message {
  return mensaje(
    d,
    PROBLEMA,
    'No podremos entregar su orden',
    `lo sentimos, no podremos entregar su orden: ${porQue(motivo)}.`,
  );
}

/** The customer wants it in another window. */
export function reprogramada(
  d: Destinatario,
  { ventana }: { readonly ventana: Ventana },
  { metadata: { occurredAt } }: Recorded,
): Message {
  const texto = `cambiamos el tiempo de entrega de su orden, como lo pidió: ${frase(enVentanaConFecha(ventana, occurredAt))}`;
  return mensaje(d, CAMBIO, 'Su orden fue reprogramada', texto);
}

/** It has the other goods that the customer wanted. */
export function lineasCambiadas(d: Recordado, { lineas }: { readonly lineas: readonly Linea[] }): Message {
  const texto = `cambiamos los productos de su orden, como lo pidió: ${listado(lineas, d)}.`;
  return mensaje(d, CAMBIO, 'Cambiamos los productos de su orden', texto);
}

/** It keeps the goods that it has. */
export function cambioNegado(d: Destinatario): Message {
  const texto = 'no fue posible cambiar los productos de su orden; sigue como estaba.';
  return mensaje(d, CAMBIO, 'No pudimos cambiar su orden', texto);
}

function volveremos(d: Destinatario, clase: Clase, llegada: string): Message {
  return mensaje(d, clase, 'Volveremos con su orden', `volveremos a llevarle su orden. ${llegada}`);
}

function otraHora(d: Destinatario, clase: Clase, llegada: string): Message {
  return mensaje(d, clase, 'Cambió la hora de su entrega', `cambió la hora de entrega de su orden. ${llegada}`);
}

/** `Llega el 15 de enero entre 8:20 y 10:20 a. m.`, as its page says it, and by date: a message may be read tomorrow. */
function llega(
  { ventana }: Recordado,
  eta: string,
  estado: 'asignada' | 'enTransito',
  { metadata: { occurredAt } }: Recorded,
): string {
  return frase(enQueFechaLlega({ eta, ventana }, estado, occurredAt));
}

/** With one full stop: an hour brings its own. */
function frase(texto: string): string {
  return texto.endsWith('.') ? texto : `${texto}.`;
}

/** `salvo lo que no apareció: 1 unidad de Té verde.` */
function salvo(lineas: readonly LineaRecibida[], d: Recordado): string {
  return `salvo lo que no apareció: ${listado(loPerdido(lineas), d)}.`;
}

/** `1 unidad de Café de origen y 2 unidades de Té verde` */
function listado(lineas: readonly Linea[], { nombres = [] }: Recordado): string {
  const textos = lineas.map(({ sku, cantidad }) => {
    const nombre = nombres.find((uno) => uno.sku === sku)?.nombre ?? sku;
    return `${cantidad} ${cantidad === 1 ? 'unidad' : 'unidades'} de ${palabrasAjenas(nombre, 60) || sku}`;
  });
  return textos.length < 2 ? textos.join('') : `${textos.slice(0, -1).join(', ')} y ${textos.at(-1)}`;
}

function mensaje(d: Destinatario, clase: Clase, asunto: string, texto: string): Message {
  const quien = palabrasAjenas(d.nombre ?? '', 60) || 'cliente';
  const cual = palabrasAjenas(nombreDeOrden(d), 60) || d.ordenId.slice(0, 8);
  return { ...clase, asunto, texto: `Hola, ${quien}: ${texto} Orden ${cual}.` };
}

/** A reason, where there may be none to say. */
function porQue(motivo: string): string {
  return enFrase(motivo) || 'sin más detalles';
}

/** Words inside a sentence: without their capital and its full stop. An acronym or a code keeps its capitals. */
function enFrase(motivo: string): string {
  const frase = palabrasAjenas(motivo, 160).replace(/\.$/, '');
  return /^\p{Lu}\p{Ll}/u.test(frase) ? frase.charAt(0).toLocaleLowerCase('es') + frase.slice(1) : frase;
}
