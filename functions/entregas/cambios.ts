import { acercarReserva } from '#events/bodegas/acercarReserva.ts';
import { cambiarLineas } from '#events/bodegas/cambiarLineas.ts';
import type { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import type { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import type { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import type { Linea } from '#events/comun/pedido.ts';
import type { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import type { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import type { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { registrarCambioDeLineas } from '#events/ordenes/registrarCambioDeLineas.ts';
import { registrarReubicacion } from '#events/ordenes/registrarReubicacion.ts';
import { actualizarEncargo } from '#events/vehiculos/actualizarEncargo.ts';
import { step } from '#shared/model/saga.ts';
import {
  type Asignada,
  type Cambios,
  type EnCurso,
  type EnEspera,
  type EnRuta,
  type Pedido,
  type Planificando,
  partesFuera,
  type Reserva,
  type SinNoticia,
  unidades,
} from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';

/** The states in which somebody is to bring the order. */
type PorEntregar = Planificando | EnEspera | Asignada | EnRuta | SinNoticia;

/** What a correction of an order changes in what is to be brought. */
export function cambiosDe({ destinatario, destino, ventana, notas }: DatosDe<typeof OrdenCorregida>): Cambios {
  return {
    ...(destinatario && { destinatario: { nombre: destinatario.nombre, telefono: destinatario.telefono } }),
    ...(destino && { direccion: destino.direccion, ciudad: destino.ciudad, zona: destino.zona }),
    ...(ventana !== undefined && { ventana }),
    ...(notas !== undefined && { notas }),
  };
}

/** What the customer asked for, with what is other in it. */
export function pedidoCon(pedido: Pedido, { destinatario, direccion, ciudad, zona, notas, ventana }: Cambios): Pedido {
  return {
    ...pedido,
    destinatario: destinatario ?? pedido.destinatario,
    direccion: direccion ?? pedido.direccion,
    ciudad: ciudad ?? pedido.ciudad,
    zona: zona ?? pedido.zona,
    notas: notas ?? pedido.notas,
    ventana: ventana === undefined ? pedido.ventana : (ventana ?? undefined),
  };
}

/** Something about it was said wrong: whoever brings it is to know, and the warehouses when it goes elsewhere. */
export function alCorregir<E extends PorEntregar>(e: E, d: DatosDe<typeof OrdenCorregida>) {
  const { ordenId } = e;
  const zona = d.destino?.zona;
  const { state, requests } = conCambios({ ...e, ...(zona && { zona, inalcanzable: undefined }) }, cambiosDe(d));
  return step(state, ...requests, ...(zona ? [acercarReserva({ ordenId, zona })] : []));
}

/** It is wanted in another window. */
export function alReprogramar<E extends PorEntregar>(e: E, { ventana }: DatosDe<typeof OrdenReprogramada>) {
  return conCambios(e, { ventana });
}

/** Other goods are wanted: the warehouses say whether they are to be had. */
export function alPedirLineas<E extends PorEntregar>(e: E, { lineas }: DatosDe<typeof CambioDeLineasPedido>) {
  return step({ ...e, lineasPedidas: lineas }, cambiarLineas({ ordenId: e.ordenId, zona: e.zona, lineas }));
}

/** Its goods are reserved elsewhere, or those that the customer wanted instead are. */
export function alMover<E extends PorEntregar>(e: E, d: DatosDe<typeof ReservaMovida>) {
  const { ordenId, lineasPedidas } = e;
  const reubicacion = e.reubicacion + 1;
  if (!lineasPedidas || !sonDe(d.partes, lineasPedidas)) {
    const reserva = conReserva(e, d);
    const { state, requests } = conCambios({ ...e, reserva, reubicacion }, reserva);
    return step(state, avisoDeReserva(state), ...requests);
  }
  const { bodegaId, partes, nombres, pesoKg, volumenM3 } = d;
  const reserva = { bodegaId, partes, pesoKg, volumenM3 };
  const lineas = [...lineasPedidas];
  const cambiada = { ...e, reserva, reubicacion, lineas, lineasPedidas: undefined };
  const { state, requests } = conCambios(cambiada, { ...reserva, lineas });
  const hecho = { ordenId, lineas, ...(nombres && { nombres }), reserva: { ...reserva, reubicacion } };
  return step(state, registrarCambioDeLineas(hecho), ...requests);
}

/** Tells the order where its goods are reserved. */
export function avisoDeReserva({ ordenId, salidas, lineas, reserva, reubicacion }: EnCurso) {
  const { bodegaId, partes, pesoKg, volumenM3 } = reserva;
  const donde = { bodegaId, partes: [...partes], pesoKg, volumenM3, reubicacion };
  return registrarReubicacion({ ordenId, salidas: [...salidas], lineas: [...lineas], ...donde });
}

/** Whether two say that the same goods are reserved in the same warehouses. */
export function esLaMisma(a: Reserva, b: Reserva): boolean {
  const enTexto = ({ bodegaId, partes, pesoKg, volumenM3 }: Reserva) =>
    JSON.stringify([
      bodegaId,
      pesoKg,
      volumenM3,
      partes.map((una) => `${una.bodegaId}:${una.sku}:${una.cantidad}`).sort(),
    ]);
  return enTexto(a) === enTexto(b);
}

/** Nobody can bring it where it goes now. The order is told when it has no place in a plan: a vehicle to which it is locked brings it all the same. */
export function alNoAcercar<E extends PorEntregar>(e: E, { codigo }: DatosDe<typeof ReservaNoAcercada>) {
  return step({ ...e, inalcanzable: codigo });
}

/** It does not get the other goods. */
export function alNoCambiar<E extends PorEntregar>(e: E, d: DatosDe<typeof ReservaNoCambiada>) {
  const { ordenId, lineasPedidas } = e;
  if (!lineasPedidas) return undefined;
  const { codigo, faltantes } = d;
  const negado = { ordenId, lineas: [...lineasPedidas], negacion: { codigo, faltantes } };
  return step({ ...e, lineasPedidas: undefined }, registrarCambioDeLineas(negado));
}

/**
 * What an order has when its warehouses have moved what they hold of it: that, and of what has left as much as they do not
 * hold. They may have moved it before it left.
 */
export function conReserva(
  e: EnCurso,
  { bodegaId, partes, pesoKg, volumenM3 }: DatosDe<typeof ReservaMovida>,
): Reserva {
  const tienen = unidades(partes);
  const faltan = new Map(e.lineas.map(({ sku, cantidad }) => [sku, cantidad - (tienen.get(sku) ?? 0)]));
  const fuera = partesFuera(e).flatMap((parte) => {
    const cantidad = Math.min(parte.cantidad, faltan.get(parte.sku) ?? 0);
    faltan.set(parte.sku, (faltan.get(parte.sku) ?? 0) - cantidad);
    return cantidad > 0 ? [{ ...parte, cantidad }] : [];
  });
  return { bodegaId, partes: [...fuera, ...partes], pesoKg, volumenM3 };
}

/** Tells the vehicles what has changed; when they have not answered yet, after that, for the one could overtake the other. */
function conCambios<E extends PorEntregar>(e: E, cambios: Cambios) {
  if (e.paso === 'planificando' && e.encargo) return step({ ...e, porCorregir: { ...e.porCorregir, ...cambios } });
  const revision = e.revision + 1;
  return step({ ...e, revision }, actualizarEncargo({ ordenId: e.ordenId, clienteId: e.clienteId, revision, cambios }));
}

function sonDe(partes: readonly Linea[], lineas: readonly Linea[]): boolean {
  const [reservadas, pedidas] = [unidades(partes), unidades(lineas)];
  return reservadas.size === pedidas.size && [...pedidas].every(([sku, cantidad]) => reservadas.get(sku) === cantidad);
}
