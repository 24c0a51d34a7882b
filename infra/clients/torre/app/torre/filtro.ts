import type { OrderState } from '../core/states.ts';
import type { Orden } from './tipos.ts';

/** What somebody looks for, as it stands in the address. */
export interface Filtro {
  readonly estado: OrderState | undefined;
  readonly q: string | undefined;
}

const NONE: ReadonlySet<string> = new Set();
const PLATE = /^[A-Z]{3}[0-9]{2}[0-9A-Z]$/i;
const ORDER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The page to which what was typed leads at once, under the root; nothing when it must be looked for.
 * @param hasBoard whether whoever types may see the board, which shows a vehicle among the others.
 */
export function straightTo(text: string, hasBoard = true): string | undefined {
  if (ORDER.test(text)) return `/torre/ordenes/${text.toLowerCase()}`;
  return PLATE.test(text) ? vehiclePath(text.toUpperCase(), hasBoard) : undefined;
}

/** Where a vehicle is shown. */
export function vehiclePath(plate: string, hasBoard: boolean): string {
  return hasBoard ? `/torre?vehiculo=${plate}` : `/torre/flota/${plate}`;
}

/** The API's question that brings at least what matches; of what is no id, the newest. */
export function pathOf({ estado, q }: Filtro): string {
  const asked = new URLSearchParams();
  if (estado) asked.set('estado', estado);
  if (q && PLATE.test(q)) asked.set('vehiculoId', q.toUpperCase());
  return `/ordenes${asked.size > 0 ? `?${asked}` : ''}`;
}

/**
 * Whether an order is looked for: the server found it, or what was read of it says so by its number, reference, customer,
 * plate, name, address, or the end of a telephone.
 */
export function matches(orden: Orden, { estado, q }: Filtro, found: ReadonlySet<string> = NONE): boolean {
  if (estado !== undefined && orden.estado !== estado) return false;
  if (!q || found.has(orden.ordenId)) return true;
  const wanted = plain(q);
  const digits = q.replace(/\D/g, '');
  const phone = orden.destinatario.telefono?.replace(/\D/g, '') ?? '';
  if (digits.length >= 4 && digits.length === q.replace(/[\s+]/g, '').length && phone.endsWith(digits)) return true;
  const { ordenId, referencia, clienteId, vehiculoId, destinatario, destino } = orden;
  const words = [referencia, clienteId, vehiculoId, destinatario.nombre, destino.direccion].filter(
    (one) => one != null,
  );
  return ordenId.startsWith(wanted) || words.some((one) => plain(one).includes(wanted));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
