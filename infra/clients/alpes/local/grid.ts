import { connect, type GlobalOptions } from '../connection.ts';
import { Failure, UsageError } from '../failures.ts';

/** A request to a grid's own API. */
interface Request {
  /** Below `/_alpes/`. */
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
}

/**
 * Asks the embedded grid of this machine something that only it has.
 * @throws UsageError with `--aws`, and for what the grid does not take; Failure where there is no such grid.
 */
export async function askGrid<A>(options: GlobalOptions, { path, method = 'GET', body }: Request): Promise<A> {
  const { endpoint } = connect(options);
  if (endpoint === undefined) throw new UsageError('esto solo lo hay en la red de esta máquina: quite --aws');
  const response = await fetch(`${endpoint}/_alpes/${path}`, { method, ...(body !== undefined && { body }) });
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
    throw new Failure('ahí no hay una red embebida: su respuesta no se entiende');
  }
}
