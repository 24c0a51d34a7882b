import { corregirDevolucion } from '#events/bodegas/corregirDevolucion.ts';
import type { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import type { LineaRecibida } from '#events/comun/recibida.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import { registrarRecepcion } from '#events/vehiculos/registrarRecepcion.ts';
import { step } from '#shared/model/saga.ts';
import {
  type Causa,
  type EnCurso,
  enCurso,
  type Regresando,
  type Retirando,
  type Terminada,
  tieneReservadas,
  unidades,
} from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';

type Volviendo = Omit<Regresando, 'paso'>;

/** The goods, or what is left of them, are to come back. What had not left is free. */
export function esperarRegreso({ fin, motivo, parcial, ...e }: Volviendo) {
  return step({ paso: 'regresando', ...enCurso(e), fin, motivo, parcial }, ...liberacion(e, motivo));
}

/** A warehouse has received goods of an order that comes back: the delivery is told. When nothing is out any more, it has ended. */
export function alRecibirRegresando(e: Regresando, d: DatosDe<typeof DevolucionRecibida>) {
  const { fin, motivo, parcial } = e;
  const recibida = conRecibidas(e, d);
  const { ordenId } = e;
  if (!d.completa) {
    const { bodegaId, completa } = d;
    return step(
      { ...e, ...recibida },
      registrarRecepcion({ ordenId, bodegaId, lineas: [...recibida.recibidas], completa }),
    );
  }
  const { state, requests } = terminarDevuelta({ ...recibida, fin, motivo, parcial });
  const correccion = sobran(recibida, parcial) ? [corregirDevolucion({ ordenId })] : [];
  return step(state, ...correccion, ...requests);
}

/** Whether a warehouse has received units that had been handed over: it did so before that was said. */
function sobran({ recibidas, lineas }: EnCurso, parcial: Regresando['parcial']): boolean {
  const pedidas = unidades(lineas);
  const dichas = unidades([...recibidas, ...(parcial?.lineas ?? [])]);
  return parcial !== undefined && [...dichas].some(([sku, cantidad]) => cantidad > (pedidas.get(sku) ?? 0));
}

/** A warehouse has received goods of an order whose attempts are being ended. */
export function alRecibirRetirando(e: Retirando, d: DatosDe<typeof DevolucionRecibida>) {
  return step({ ...e, ...conRecibidas(e, d), devuelta: d.completa });
}

/** All is back: the order knows what and how, and no vehicle has anything of it. */
export function terminarDevuelta({ fin, motivo, parcial, ...e }: Volviendo) {
  const { ordenId } = e;
  const [salidas, lineas] = [[...e.salidas], [...e.recibidas]];
  return step(
    terminada(e, fin),
    ...liberacion(e, motivo),
    registrarDevolucion({ ordenId, salidas, ...(parcial && { entrega: parcial }), motivo, lineas }),
    registrarRecepcion({ ordenId, bodegaId: e.reserva.bodegaId, lineas, completa: true }),
  );
}

/** Nothing is out: what is reserved is free, and the order knows why nobody brings it. */
export function terminarEnBodega(e: EnCurso, causa: Causa, motivo: string) {
  const { ordenId } = e;
  const salidas = [...e.salidas];
  switch (causa.tipo) {
    case 'cancelacion':
      return step(terminada(e, 'cancelada'), ...liberacion(e, motivo));
    case 'rechazo':
      return step(
        terminada(e, 'rechazada'),
        ...liberacion(e, motivo),
        rechazarOrden({ ordenId, salidas, codigo: causa.codigo, motivo }),
      );
    case 'devolucion': {
      const lineas = e.lineas.map((linea) => ({ ...linea, condicion: 'vendible' as const }));
      return step(
        terminada(e, 'devuelta'),
        ...liberacion(e, motivo),
        registrarDevolucion({ ordenId, salidas, motivo, lineas }),
      );
    }
  }
}

/**
 * What is remembered when a warehouse has received goods: the units by their condition and, when all are back, that none is
 * out, and what is reserved for the order then.
 */
export function conRecibidas(e: EnCurso, d: DatosDe<typeof DevolucionRecibida>): EnCurso {
  const recibidas = sumadas([...e.recibidas, ...d.lineas]);
  if (!d.completa) return { ...enCurso(e), recibidas };
  const reserva = { ...e.reserva, bodegaId: d.bodegaId, partes: d.partes ?? [] };
  return { ...enCurso(e), recibidas, reserva, cargadas: [] };
}

/** An order that has ended. */
export function terminada(e: EnCurso, fin: Terminada['fin']): Terminada {
  return { paso: 'terminada', fin, ordenId: e.ordenId, salidas: e.salidas, enBodega: estaEnBodega(e) };
}

/** Whether goods are in a warehouse, by what was said last: none has left, or some are back. */
export function estaEnBodega({ recibidas, cargadas }: EnCurso): boolean {
  return cargadas.length === 0 || recibidas.length > 0;
}

/** Frees what warehouses hold of an order, where they hold any. */
export function liberacion(e: EnCurso, motivo: string) {
  return tieneReservadas(e) ? [liberarReserva({ ordenId: e.ordenId, motivo })] : [];
}

function sumadas(lineas: readonly LineaRecibida[]): LineaRecibida[] {
  const suma = new Map<string, LineaRecibida>();
  for (const linea of lineas) {
    const clave = `${linea.sku}|${linea.condicion}`;
    suma.set(clave, { ...linea, cantidad: linea.cantidad + (suma.get(clave)?.cantidad ?? 0) });
  }
  return [...suma.values()];
}
