import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { read, readAll } from './api.ts';
import { known, nameOf } from './names.ts';
import { may } from './session.ts';

interface Place {
  readonly bodegaId: string;
  readonly nombre: string;
}

/** A product, by its code and its name. */
export interface Product {
  readonly sku: string;
  readonly nombre: string;
}

const products = signal<readonly Product[]>([]);

/** Reads what things are called, as far as whoever has signed in may; what is not known keeps its code. */
export async function learnNames(): Promise<void> {
  if (!may('bodegas:leer')) return;
  const [catalogue, places] = await Promise.all([
    readAll<Product>('/productos'),
    read<{ readonly elementos: readonly Place[] }>('/bodegas'),
  ]);
  products.value = catalogue.rows.toSorted((a, b) => a.nombre.localeCompare(b.nombre, 'es'));
  known.value = new Map([
    ...catalogue.rows.map(({ sku, nombre }) => [sku, nombre] as const),
    ...places.elementos.map(({ bodegaId, nombre }) => [bodegaId, nombre] as const),
  ]);
}

/** The catalogue by name, read once more for a page that shows it; a product that is not known has its code for a name. */
export function useProductos() {
  const again = () => void learnNames().catch(() => undefined);
  useEffect(again, []);
  return { again, productos: products, productOf: nameOf };
}
