import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Sku } from '#events/comun/ids.ts';
import { Carga } from '#events/comun/pedido.ts';
import { Nombre } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/**
 * What was known of a product was wrong: what is said holds from here on, what is not said stays. Weight and volume are of
 * one unit; what was reserved before keeps the load that it was reserved with.
 */
export const ProductoCorregido = event('ProductoCorregido', {
  context: 'bodegas',
  schema: z.object({
    sku: Sku,
    nombre: Nombre.optional(),
    pesoKg: Carga.pesoKg.optional(),
    volumenM3: Carga.volumenM3.optional(),
  }),
  example: { sku: EJEMPLO.sku, pesoKg: 0.52 },
});
