import { holdersOf } from '#infra/grid/iam/holders.ts';
import type { Grant } from '#infra/grid/iam/usage.ts';
import type { GlobalOptions } from '../connection.ts';
import { UsageError } from '../failures.ts';
import { show, table } from '../output.ts';
import { didYouMean } from '../suggest.ts';
import { askGrid } from './grid.ts';

/**
 * Shows what each function may do and how much of it it has done since the grid started; of one function, each right.
 * @throws UsageError for one that has no rights.
 */
export async function permisos(name: string | undefined, options: GlobalOptions): Promise<void> {
  const { grants } = await askGrid<{ grants: readonly Grant[] }>(options, { path: 'grants' });
  const holder = holdersOf(grants);
  const byHolder = Map.groupBy(grants, holder);
  if (name === undefined) {
    const rows = [...byHolder].map(([funcion, held]) => ({
      funcion,
      permisos: held.length,
      usados: held.filter(({ used }) => used).length,
    }));
    rows.sort((a, b) => a.funcion.localeCompare(b.funcion));
    show(options, rows, () =>
      table(
        ['FUNCIÓN', 'PERMISOS', 'USADOS'],
        rows.map((row) => Object.values(row)),
      ),
    );
    return;
  }
  const held = byHolder.get(name);
  if (!held) throw new UsageError(`nadie llamado "${name}" tiene permisos.${didYouMean(name, [...byHolder.keys()])}`);
  const rows = held.map(({ action, resource, keys, used }) => ({
    accion: action,
    recurso: resource,
    claves: keys ?? null,
    usado: used,
  }));
  show(options, rows, () =>
    table(
      ['USADO', 'ACCIÓN', 'RECURSO', 'CLAVES'],
      rows.map(({ accion, recurso, claves, usado }) => [usado ? 'sí' : 'no', accion, recurso, claves ?? '']),
    ),
  );
}
