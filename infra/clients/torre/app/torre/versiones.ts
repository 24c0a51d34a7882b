import { expected, moment, phone, window } from '../core/format.ts';
import { lines, nameOf, withNames } from '../core/names.ts';
import { ORDER_STATES } from '../core/states.ts';
import type { Linea, Orden } from './tipos.ts';

/** One version of an order: what happened, and the order after it. */
export interface Version {
  readonly version: number;
  readonly en: string;
  readonly hecho: string;
  readonly titulo: string;
  readonly detalle?: string;
  readonly orden: Orden;
}

/** A line of an order's picture: its name, and what it says. */
export interface Line {
  readonly name: string;
  readonly text: string;
  /** What it said one version before, when that was something else. */
  readonly before?: string;
}

const LINES: readonly (readonly [string, (orden: Orden, now: number) => string | undefined])[] = [
  ['Estado', ({ estado }) => ORDER_STATES[estado].one],
  ['Motivo', ({ motivo }) => motivo && withNames(motivo)],
  [
    'Destinatario',
    ({ destinatario }) =>
      [destinatario.nombre ?? 'Olvidado', destinatario.telefono && phone(destinatario.telefono)]
        .filter(Boolean)
        .join(', '),
  ],
  ['Destino', ({ destino }) => `${destino.direccion ?? 'Olvidado'}, ${destino.ciudad}`],
  ['Notas', ({ notas }) => notas ?? undefined],
  ['Productos', ({ lineas }) => lines(lineas)],
  ['Ventana', ({ ventana }, now) => ventana && window(ventana.desde, ventana.hasta, now)],
  ['Bodega', ({ bodegaId }) => bodegaId && nameOf(bodegaId)],
  ['Vehículo', ({ vehiculoId }) => vehiculoId],
  ['Se espera', ({ llegada }, now) => llegada && expected(llegada, now)],
  ['Intentos fallidos', ({ intentosFallidos }) => (intentosFallidos > 0 ? String(intentosFallidos) : undefined)],
  [
    'Último fallo',
    ({ ultimoFallo }) => ultimoFallo && `${moment(ultimoFallo.en)}, ${ultimoFallo.vehiculoId}: ${ultimoFallo.motivo}`,
  ],
  ['Recibió', ({ recibidoPor }) => recibidoPor ?? undefined],
  ['Entregada', ({ entregadaEn }) => entregadaEn && moment(entregadaEn)],
  [
    'Se entregó',
    ({ estado, lineasEntregadas = [] }) => (estado === 'entregadaParcial' ? lines(lineasEntregadas) : undefined),
  ],
  [
    'No se entregó',
    ({ estado, lineas, lineasEntregadas = [] }) =>
      estado === 'entregadaParcial' ? lines(without(lineas, lineasEntregadas)) : undefined,
  ],
  ['Creada', ({ creadaEn }) => moment(creadaEn)],
];

/** An order in words, with what differs from the one before. */
export function linesOf(orden: Orden, now: number, before?: Orden): readonly Line[] {
  return LINES.flatMap(([name, tell]) => {
    const text = tell(orden, now);
    const earlier = before && tell(before, now);
    const changed = before !== undefined && earlier !== text;
    if (text === undefined && !changed) return [];
    return [{ name, text: text ?? '–', ...(changed && { before: earlier ?? '–' }) }];
  });
}

/** What of lines is left after others were taken from them. */
function without(all: readonly Linea[], taken: readonly Linea[]): readonly Linea[] {
  return all.flatMap(({ sku, cantidad }) => {
    const left = cantidad - (taken.find((one) => one.sku === sku)?.cantidad ?? 0);
    return left > 0 ? [{ sku, cantidad: left }] : [];
  });
}
