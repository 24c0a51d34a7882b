import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Sku } from '#events/comun/ids.ts';
import { Carga } from '#events/comun/pedido.ts';
import { Nombre } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** There is a product. Weight and volume are of one unit. */
export const ProductoRegistrado = event('ProductoRegistrado', {
  context: 'bodegas',
  schema: z.object({ sku: Sku, nombre: Nombre, ...Carga }),
  example: { sku: EJEMPLO.sku, nombre: 'Café de origen, 500 g', pesoKg: 0.5, volumenM3: 0.001 },
});
