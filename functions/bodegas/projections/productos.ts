import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { projection } from '#shared/model/projection.ts';

/** A product of the catalogue as it is shown. Weight and volume are of one unit. */
export interface VistaProducto {
  readonly sku: string;
  readonly nombre: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
  readonly registradoEn: string;
}

/** The catalogue. */
export const productos = projection<VistaProducto>('productos', { of: 'producto', key: 'sku' }).on(
  ProductoRegistrado,
  (_, producto, { metadata }) => ({ ...producto, registradoEn: metadata.occurredAt }),
);
