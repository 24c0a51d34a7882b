import * as z from 'zod';
import { Condicion } from '#events/comun/condicion.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Cantidad } from '#events/comun/pedido.ts';

/** Units of a product that came back, and how. */
export const LineaRecibida = z.strictObject({ sku: Sku, cantidad: Cantidad, condicion: Condicion });

/** Units of a product that came back, and how. */
export type LineaRecibida = z.output<typeof LineaRecibida>;

/** Units that a warehouse received, and how. */
export const ParteRecibida = z.strictObject({ bodegaId: BodegaId, ...LineaRecibida.shape });

/** Units that a warehouse received, and how. */
export type ParteRecibida = z.output<typeof ParteRecibida>;

/** How units are that a warehouse has: for sale, or put apart. */
export const Guardada = Condicion.exclude(['faltante']);
