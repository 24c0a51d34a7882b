import type { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import type { LineaRecibida } from '#events/comun/recibida.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import { step } from '#shared/model/saga.ts';
import {
  type Causa,
  type EnCurso,
  enCurso,
  partesFuera,
  type Regresando,
  type Retirando,
  type Terminada,
  tieneReservadas,
} from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';

type Volviendo = Omit<Regresando, 'paso'>;

/** The goods, or what is left of them, are to come back. What had not left is free. */
export function esperarRegreso({ fin, motivo, parcial, ...e }: Volviendo) {
  return step({ paso: 'regresando', ...enCurso(e), fin, motivo, parcial }, ...liberacion(e, motivo));
}

/** A warehouse has received goods of an order that comes back. When nothing is out any more, it has ended. */
export function alRecibirRegresando(e: Regresando, d: DatosDe<typeof DevolucionRecibida>) {
  const { fin, motivo, parcial } = e;
  const recibida = conRecibidas(e, d);
  if (!d.completa) return step({ ...e, ...recibida });
  return terminarDevuelta({ ...recibida, fin, motivo, parcial });
}

/** A warehouse has received goods of an order whose attempts are being ended. */
export function alRecibirRetirando(e: Retirando, d: DatosDe<typeof DevolucionRecibida>) {
  return step({ ...e, ...conRecibidas(e, d), devuelta: d.completa });
}

/** All is back, and the order knows what and how; save one that its customer has withdrawn, which has ended already. */
export function terminarDevuelta({ fin, motivo, parcial, ...e }: Volviendo) {
  const { ordenId } = e;
  const [salidas, lineas] = [[...e.salidas], [...e.recibidas]];
  return step(
    terminada(e, fin, true),
    ...liberacion(e, motivo),
    ...(fin === 'cancelada'
      ? []
      : [registrarDevolucion({ ordenId, salidas, ...(parcial && { entrega: parcial }), motivo, lineas })]),
  );
}

/** Nothing is out: what is reserved is free, and the order knows why nobody brings it. */
export function terminarEnBodega(e: EnCurso, causa: Causa, motivo: string) {
  const { ordenId } = e;
  const salidas = [...e.salidas];
  switch (causa.tipo) {
    case 'cancelacion':
      return step(terminada(e, 'cancelada', false), ...liberacion(e, motivo));
    case 'rechazo':
      return step(
        terminada(e, 'rechazada', false),
        ...liberacion(e, motivo),
        rechazarOrden({ ordenId, salidas, codigo: causa.codigo, motivo }),
      );
    case 'devolucion': {
      const lineas = e.lineas.map((linea) => ({ ...linea, condicion: 'vendible' as const }));
      return step(
        terminada(e, 'devuelta', false),
        ...liberacion(e, motivo),
        registrarDevolucion({ ordenId, salidas, motivo, lineas }),
      );
    }
  }
}

/** What is remembered when a warehouse has received goods: the units by their condition and, when all are back, that none is out. */
export function conRecibidas(
  e: EnCurso,
  { lineas, completa, reingresa, bodegaId }: DatosDe<typeof DevolucionRecibida>,
): EnCurso {
  const recibidas = sumadas([...e.recibidas, ...lineas]);
  if (!completa) return { ...enCurso(e), recibidas };
  const dentro = e.reserva.partes.filter((parte) => !e.cargadas.includes(parte.bodegaId));
  const vueltas = reingresa ? partesFuera(e).map(({ sku, cantidad }) => ({ bodegaId, sku, cantidad })) : [];
  return { ...enCurso(e), recibidas, reserva: { ...e.reserva, partes: [...dentro, ...vueltas] }, cargadas: [] };
}

/** An order that has ended. */
export function terminada({ ordenId, salidas }: EnCurso, fin: Terminada['fin'], devuelta: boolean): Terminada {
  return { paso: 'terminada', fin, ordenId, salidas, devuelta };
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
