import { ProductoCorregido } from '#events/bodegas/ProductoCorregido.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import type { Falta, Linea, Nombrado } from '#events/comun/pedido.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import { corregido } from './cambios.ts';

/** What is known of a product: what it is called, and what one unit weighs and measures. */
export interface FichaDeProducto {
  readonly nombre: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
}

/** A product. */
export type Producto =
  | { readonly estado: 'inexistente' }
  | { readonly estado: 'registrado'; readonly ficha: FichaDeProducto };

/** A product of the catalogue. */
export const producto = aggregate<Producto>('producto', { estado: 'inexistente' })
  .on(ProductoRegistrado, (_, { sku, ...ficha }) => ({ estado: 'registrado', ficha }))
  .on(ProductoCorregido, (p, { sku, ...dicho }) =>
    p.estado === 'registrado' ? { ...p, ficha: corregido(p.ficha, dicho) } : p,
  );

/** The lines whose product there is not. */
export function desconocidas(lineas: readonly Linea[], productos: Readonly<Record<string, Producto>>): Linea[] {
  return lineas.filter(({ sku }) => productos[sku]?.estado !== 'registrado');
}

/** What the products of lines are called, as far as there are such products. */
export function nombresDe(lineas: readonly Linea[], productos: Readonly<Record<string, Producto>>): Nombrado[] {
  return lineas.flatMap(({ sku }) => {
    const p = productos[sku];
    return p?.estado === 'registrado' ? [{ sku, nombre: p.ficha.nombre }] : [];
  });
}

/** What is missing, with what it is called. */
export function faltas(faltantes: readonly Linea[], productos: Readonly<Record<string, Producto>>): Falta[] {
  const nombres = new Map(nombresDe(faltantes, productos).map(({ sku, nombre }) => [sku, nombre]));
  return faltantes.map((falta) => {
    const nombre = nombres.get(falta.sku);
    return { ...falta, ...(nombre !== undefined && { nombre }) };
  });
}

/** What lines weigh and measure. To the milligram and the cubic centimetre: sums of decimals leave traces far behind the point. */
export function cargaDe(lineas: readonly Linea[], productos: Readonly<Record<string, Producto>>) {
  const suma = (de: 'pesoKg' | 'volumenM3') =>
    lineas.reduce((total, { sku, cantidad }) => {
      const p = productos[sku];
      return p?.estado === 'registrado' ? total + cantidad * p.ficha[de] : total;
    }, 0);
  const redondo = (n: number) => Math.round(n * 1e6) / 1e6;
  return { pesoKg: redondo(suma('pesoKg')), volumenM3: redondo(suma('volumenM3')) };
}
