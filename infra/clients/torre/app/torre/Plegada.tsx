import { type Columna, Tabla } from '../piezas/Tabla.tsx';

interface Props<T> {
  readonly titulo: string;
  readonly columnas: readonly Columna<T>[];
  readonly filas: readonly T[];
  readonly clave: (row: T) => string;
  /** Whether there is nothing to tell of a row. */
  readonly calla: (row: T) => boolean;
  /** How many there are of those, in words. */
  readonly callan: (count: number) => string;
}

/** A table of what there is something to tell of; the rest is one line, and opens. */
export function Plegada<T>({ calla, callan, titulo, filas, ...table }: Props<T>) {
  const told = filas.filter((row) => !calla(row));
  const rest = filas.filter(calla);
  return (
    <>
      {told.length > 0 && <Tabla {...table} titulo={titulo} filas={told} />}
      {rest.length > 0 && (
        <details class="plegada">
          <summary>{callan(rest.length)}</summary>
          <Tabla {...table} titulo={callan(rest.length)} filas={rest} />
        </details>
      )}
    </>
  );
}
