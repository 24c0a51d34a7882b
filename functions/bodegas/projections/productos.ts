import { ProductoCorregido } from '#events/bodegas/ProductoCorregido.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { projection } from '#shared/model/projection.ts';
import { corregido } from '../cambios.ts';
import type { FichaDeProducto } from '../producto.ts';

/** A product of the catalogue as it is shown. */
export interface VistaProducto extends FichaDeProducto {
  readonly sku: string;
  readonly registradoEn: string;
}

/** The catalogue. */
export const productos = projection<VistaProducto>('productos', { of: 'producto', key: 'sku' })
  .on(ProductoRegistrado, (_, producto, { metadata }) => ({ ...producto, registradoEn: metadata.occurredAt }))
  .on(ProductoCorregido, (v, dicho) => v && corregido(v, dicho));
