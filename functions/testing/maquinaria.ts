import { faltan, inventario, inventarioId } from '../bodegas/inventario.ts';
import { retenciones } from '../bodegas/projections/retenciones.ts';
import { leerRetencion } from '../bodegas/retencion.ts';
import { entregas } from '../vehiculos/projections/entregas.ts';
import type { Registro } from './registro.ts';

/** Where functions that are no commands work: they look at views, and carry commands out. */
export interface Taller {
  readonly registro: Registro;
  hacer(comando: string, datos: object): Resultado;
}

/** What came of a command: how many facts, or the code of its rejection. */
export interface Resultado {
  readonly hechos: number;
  readonly rechazo?: string;
}

interface Item {
  readonly bodegaId: string;
  readonly sku: string;
}

/**
 * Where a count leaves fewer units than orders were promised, the newest orders get theirs elsewhere, as `reubicador` does.
 * Gives whether it is done: else the view does not tell yet who holds them, and it is tried again.
 */
export function reubicar({ registro, hacer }: Taller, { bodegaId, sku }: Item): boolean {
  const clave = inventarioId(bodegaId, sku);
  const suficiente = () => faltan(registro.stateOf(inventario, clave)) === 0;
  if (suficiente()) return true;
  const nuevas = registro
    .rowsOf(retenciones)
    .filter(({ key, reservadas }) => key.startsWith(`${clave}|`) && reservadas > 0)
    .sort((a, b) => (a.key < b.key ? 1 : -1))
    .map(leerRetencion);
  const rechazos = nuevas.map(({ ordenId }) => hacer('reubicarReserva', { bodegaId, sku, ordenId }).rechazo);
  return suficiente() || rechazos.includes('RESERVA_DESPACHADA');
}

/** Searches again for what waits for a place in a plan, as `planificador` does. */
export function planificar({ registro, hacer }: Taller): void {
  const esperan = registro.rowsOf(entregas).filter(({ espera }) => espera === 'si');
  for (const { ordenId } of esperan) hacer('buscarPlan', { ordenId });
}
