import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useKeys } from '../core/keys.ts';

/** A column: its title and what a row shows there. */
export interface Columna<T> {
  readonly titulo: string;
  readonly celda: (row: T) => ComponentChildren;
  readonly clase?: string;
}

interface Props<T> {
  readonly titulo: string;
  readonly columnas: readonly Columna<T>[];
  readonly filas: readonly T[];
  readonly clave: (row: T) => string;
  /** When a row last changed under the eyes of whoever looks. */
  readonly cambio?: (row: T) => number | undefined;
  readonly mano?: object;
}

/** A table. The first cell of a row holds its link; `j` and `k` go from one to the next. */
export function Tabla<T>({ titulo, columnas, filas, clave, cambio, mano = {} }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const step = (by: number) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('tr > :first-child a') ?? [])];
    const here = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
    links[Math.min(links.length - 1, Math.max(0, here + by))]?.focus();
  };
  useKeys([
    { keys: 'j', says: 'Fila siguiente', act: () => step(1) },
    { keys: 'k', says: 'Fila anterior', act: () => step(-1) },
  ]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (axe: scrollable-region-focusable).
    <section class="tabla-caja" aria-label={titulo} tabIndex={0}>
      <table class="tabla">
        <caption class="oculto">{titulo}</caption>
        <thead>
          <tr>
            {columnas.map((one) => (
              <th key={one.titulo} scope="col" class={one.clase ?? ''}>
                {one.titulo}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} {...mano}>
          {filas.map((row) => {
            const changed = cambio?.(row);
            return (
              <tr key={`${clave(row)} ${changed ?? ''}`} class={changed === undefined ? '' : 'cambio'}>
                {columnas.map((one) => (
                  <td key={one.titulo} class={one.clase ?? ''} data-titulo={one.titulo}>
                    {one.celda(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
