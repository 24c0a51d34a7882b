import * as z from 'zod';
import { BodegaId } from '#events/comun/ids.ts';
import { Carga, Partes } from '#events/comun/pedido.ts';

/**
 * What an order holds in the warehouses, and which of them it leaves from. `reubicacion` grows with each change of that, from
 * the confirmation's 0: of two the greater is the newer.
 */
export const Reubicacion = {
  bodegaId: BodegaId,
  partes: Partes,
  ...Carga,
  reubicacion: z.int().min(0).max(1_000_000),
};
