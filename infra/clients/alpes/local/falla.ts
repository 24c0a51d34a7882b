import { connect, type GlobalOptions } from '../connection.ts';
import { Failure, UsageError } from '../failures.ts';
import type { FallaOptions } from '../options.ts';
import { say, show, table } from '../output.ts';

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
  const { faults } = await ask<{ faults: readonly Fault[] }>(options, 'GET', '');
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
  const fault = await ask<Fault>(options, 'POST', '', JSON.stringify(order));
  show(options, fault, () => fault.id);
}

/** Takes one away, or all. @throws UsageError for one that is not there. */
export async function quitar(id: string | undefined, options: GlobalOptions): Promise<void> {
  await ask(options, 'DELETE', id === undefined ? '' : `/${encodeURIComponent(id)}`);
  say(id === undefined ? 'no queda ninguna falla' : `la falla ${id} ya no está`);
}

async function ask<A>(options: GlobalOptions, method: string, path: string, body?: string): Promise<A> {
  const { endpoint } = connect(options);
  if (endpoint === undefined) throw new UsageError('las fallas son de la red de esta máquina: quite --aws');
  const response = await fetch(`${endpoint}/_alpes/faults${path}`, { method, ...(body !== undefined && { body }) });
  const text = await response.text();
  const said = text === '' ? undefined : parsed(text);
  if (response.ok) return said;
  const detail = said?.detail ?? `la red respondió ${response.status}`;
  if (response.status === 400 || response.status === 404) throw new UsageError(detail);
  throw new Failure(detail);
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('ahí no hay una red embebida: no entiende de fallas');
  }
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
