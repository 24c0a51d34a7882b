import * as z from 'zod';
import { ProductoCorregido } from '#events/bodegas/ProductoCorregido.ts';
import { correccionDe } from '#events/comun/correccion.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Sku } from '#events/comun/ids.ts';
import { Nombre } from '#events/comun/texto.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { cambios } from '../cambios.ts';
import { producto } from '../producto.ts';
import { PesoKg, VolumenM3 } from '../unidad.ts';

/** Says what is otherwise about a product than is known, for the orders to come; what is known already changes nothing. */
export const corregirProducto = command({
  of: producto,
  http: 'POST /productos/{sku}/correcciones',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Corrige los datos de un producto',
    description:
      'Cambia el nombre, el peso o el volumen de una unidad. Vale para las órdenes siguientes; lo que no se dice queda como está.',
  },
  accepts: correccionDe(
    'sku',
    z.strictObject({
      sku: Sku,
      nombre: Nombre.optional(),
      pesoKg: PesoKg.optional(),
      volumenM3: VolumenM3.optional(),
    }),
  ),
  example: { sku: EJEMPLO.sku, pesoKg: 0.52 },
  rejects: ['PRODUCTO_NO_EXISTE'],
  id: ({ sku }) => sku,
  decide: ({ sku, ...c }, p) => {
    if (p.estado !== 'registrado') return reject('PRODUCTO_NO_EXISTE', sku);
    const dicho = cambios(p.ficha, c);
    return Object.keys(dicho).length > 0 ? [ProductoCorregido({ sku, ...dicho })] : [];
  },
});
