import { computed, effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { read, readAll } from './api.ts';
import { known, nameOf } from './names.ts';
import { may } from './session.ts';
import { view } from './store.ts';

interface Place {
  readonly bodegaId: string;
  readonly nombre: string;
}

/** A product, by its code and its name. */
export interface Product {
  readonly sku: string;
  readonly nombre: string;
}

/** As they were read, and as the channel tells of them since. */
const { rows, replace } = view<Product>('productos');
const products = computed(() => [...rows.value.values()].toSorted((a, b) => a.nombre.localeCompare(b.nombre, 'es')));
const places = signal<readonly Place[]>([]);
effect(() => {
  known.value = new Map([
    ...products.value.map(({ sku, nombre }) => [sku, nombre] as const),
    ...places.value.map(({ bodegaId, nombre }) => [bodegaId, nombre] as const),
  ]);
});

/** Reads what things are called, as far as whoever has signed in may; what is not known keeps its code. */
export async function learnNames(): Promise<void> {
  if (!may('bodegas:leer')) return;
  const askedAt = performance.now();
  const [catalogue, { elementos }] = await Promise.all([
    readAll<Product>('/productos'),
    read<{ readonly elementos: readonly Place[] }>('/bodegas'),
  ]);
  replace(catalogue.rows, ({ sku }) => sku, askedAt);
  places.value = elementos;
}

/** The catalogue by name, read once more for a page that shows it; a product that is not known has its code for a name. */
export function useProductos() {
  const again = () => void learnNames().catch(() => undefined);
  useEffect(again, []);
  return { again, productos: products, productOf: nameOf };
}
