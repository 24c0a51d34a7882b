import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { crearOrden } from '#functions/ordenes/commands/crearOrden.ts';
import { Fault } from '#shared/runtime/fault.ts';
import { validate } from '#shared/runtime/validate.ts';
import type { BadLine } from './csv.ts';
import { COLUMNS, type Column, REQUIRED, type Row } from './header.ts';

/** An order to send. */
export interface Order {
  readonly referencia: string;
  /** The same for the same customer's reference, whatever file it stands in: an order is created once. */
  readonly key: string;
  readonly body: z.input<typeof crearOrden.accepts>;
}

/** The order that a line asks for, or what is wrong with the line, by column; nothing that is wrong is sent. */
export function orderFrom(row: Row): Order | BadLine {
  const { referencia = '', clienteId = '' } = row;
  const lacking = lackingIn(row);
  if (lacking.length > 0) return { reason: lacking.map((column) => `${column}: falta`).join('; ') };
  const word = [row.lat, row.lon].find((text = '') => !/^[+-]?\d+(?:\.\d+)?$/.test(text));
  if (word !== undefined) return { reason: `lat, lon: "${word}" no es un número; los decimales van con punto` };
  const items = (row.lineas ?? '')
    .split(';')
    .map((item) => item.trim())
    .filter(Boolean);
  const odd = items.find((item) => !/^[^:]+:\d+$/.test(item));
  if (odd !== undefined) return { reason: `lineas: "${odd}" no tiene la forma SKU:CANTIDAD` };
  const body = {
    clienteId,
    referencia,
    destinatario: { nombre: row.nombre, telefono: row.telefono, ...(row.correo && { correo: row.correo }) },
    destino: {
      direccion: row.direccion,
      ciudad: row.ciudad,
      coordenadas: { lat: Number(row.lat), lon: Number(row.lon) },
    },
    lineas: items.map((item) => ({
      sku: item.slice(0, item.indexOf(':')),
      cantidad: Number(item.slice(item.indexOf(':') + 1)),
    })),
    ...((row.desde ?? row.hasta) && { ventana: { desde: row.desde, hasta: row.hasta } }),
    ...(row.prioridad && { prioridad: row.prioridad }),
    ...(row.notas && { notas: row.notas }),
  };
  try {
    validate(crearOrden.accepts, body);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { reason: error.errors.map(({ campo, mensaje }) => `${columnOf(campo)}: ${mensaje}`).join('; ') };
  }
  return { referencia, key: keyOf(clienteId, referencia), body: body as Order['body'] };
}

/** A key for the API: its characters are limited, those of a reference are not. */
function keyOf(clienteId: string, referencia: string): string {
  return `importar-${createHash('sha256').update(`${clienteId}\0${referencia}`).digest('base64url')}`;
}

/** A window has both ends or is not there. */
function lackingIn(row: Row): Column[] {
  const ends: readonly Column[] = (row.desde ?? row.hasta) ? ['desde', 'hasta'] : [];
  return [...REQUIRED, ...ends].filter((column) => row[column] === undefined);
}

/** `destino.coordenadas.lat` → `lat`; `lineas.0.sku` → `lineas` */
function columnOf(field: string): string {
  return field.split('.').findLast((part) => COLUMNS.includes(part)) ?? field;
}
