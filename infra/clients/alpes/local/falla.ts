import type { GlobalOptions } from '../connection.ts';
import type { FallaOptions } from '../options.ts';
import { say, show, table } from '../output.ts';
import { askGrid } from './grid.ts';

const PATH = 'faults';

/** A fault as a grid tells of it. */
interface Fault {
  readonly id: string;
  readonly kind: string;
  readonly on: Readonly<Record<string, string>>;
  readonly rate?: number;
  readonly seen: number;
  readonly struck: number;
}

/** Shows the faults that are there. */
export async function listar(options: GlobalOptions): Promise<void> {
  const { faults } = await askGrid<{ faults: readonly Fault[] }>(options, { path: PATH });
  show(options, faults, () => (faults.length === 0 ? 'No hay fallas.' : tableOf(faults)));
}

/** Adds one. @throws UsageError for one that the grid does not take. */
export async function poner(kind: string, options: FallaOptions): Promise<void> {
  const { funcion, llamada, de, recurso, clave, entrega, desde, despliegue, tasa, veces, por, ms, semilla } = options;
  const on = {
    function: funcion,
    call: llamada,
    by: de,
    resource: recurso,
    key: clave,
    delivery: entrega,
    from: desde,
    deployment: despliegue,
  };
  const order = { kind, on, rate: tasa, times: veces, for: por, ms, seed: semilla };
  const fault = await askGrid<Fault>(options, { path: PATH, method: 'POST', body: JSON.stringify(order) });
  show(options, fault, () => fault.id);
}

/** Takes one away, or all. @throws UsageError for one that is not there. */
export async function quitar(id: string | undefined, options: GlobalOptions): Promise<void> {
  const path = id === undefined ? PATH : `${PATH}/${encodeURIComponent(id)}`;
  await askGrid(options, { path, method: 'DELETE' });
  say(id === undefined ? 'no queda ninguna falla' : `la falla ${id} ya no está`);
}

function tableOf(faults: readonly Fault[]): string {
  return table(
    ['ID', 'CLASE', 'DÓNDE', 'TASA', 'PASARON', 'FALLARON'],
    faults.map(({ id, kind, on, rate = 1, seen, struck }) => [
      id,
      kind,
      Object.entries(on)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
      rate,
      seen,
      struck,
    ]),
  );
}
