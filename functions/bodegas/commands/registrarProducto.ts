import * as z from 'zod';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Sku } from '#events/comun/ids.ts';
import { Nombre } from '#events/comun/texto.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { producto } from '../producto.ts';
import { PesoKg, VolumenM3 } from '../unidad.ts';

/** Adds a product to the catalogue, with the weight and volume of one unit: vehicles are filled by them. */
export const registrarProducto = command({
  of: producto,
  http: 'POST /productos',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Registra un producto',
    description:
      'Añade un producto al catálogo, con el peso y el volumen de una unidad: con ellos se llenan los vehículos.',
  },
  accepts: z.strictObject({
    sku: Sku,
    nombre: Nombre,
    pesoKg: PesoKg,
    volumenM3: VolumenM3,
  }),
  example: { sku: EJEMPLO.sku, nombre: 'Café de origen, 500 g', pesoKg: 0.5, volumenM3: 0.001 },
  rejects: ['PRODUCTO_YA_EXISTE'],
  creates: true,
  id: ({ sku }) => sku,
  decide: (c, p) => (p.estado === 'registrado' ? reject('PRODUCTO_YA_EXISTE', c.sku) : [ProductoRegistrado(c)]),
});
