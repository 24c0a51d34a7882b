import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** A product: what one unit weighs and measures. */
export type Producto =
  | { readonly estado: 'inexistente' }
  | { readonly estado: 'registrado'; readonly pesoKg: number; readonly volumenM3: number };

/** A product of the catalogue. */
export const producto = aggregate<Producto>('producto', { estado: 'inexistente' }).on(
  ProductoRegistrado,
  (_, { pesoKg, volumenM3 }) => ({ estado: 'registrado', pesoKg, volumenM3 }),
);
