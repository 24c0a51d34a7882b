import { signal } from '@preact/signals';

/** Products and warehouses by their codes, as far as they were read. */
export const known = signal<ReadonlyMap<string, string>>(new Map());

/** What a product or a warehouse is called; its code, where that is not known. */
export function nameOf(code: string): string {
  return known.value.get(code) ?? code;
}

/** A sentence of the server, with names in the place of codes. */
export function withNames(text: string): string {
  return text.replace(/[A-Z0-9][A-Z0-9-]{2,}/g, nameOf);
}

/** `2 × Café, 500 g · 1 × Té`: names have commas of their own. */
export function lines(of: readonly { readonly sku: string; readonly cantidad: number }[]): string {
  return of.map(({ sku, cantidad }) => `${cantidad} × ${nameOf(sku)}`).join(' · ');
}
