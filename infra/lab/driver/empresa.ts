import { type ApiClient, ApiProblem } from '#infra/clients/api/client.ts';
import type { Reloj } from './reloj.ts';

/** The company as its people meet it: the public API, with their tokens, and nothing else. */
export interface Empresa {
  /** With an operator's token. */
  readonly api: ApiClient;
  /** The API as a driver sees it; without it, an operator does the drivers' part. */
  readonly conductor?: ((conductorId: string) => Promise<ApiClient>) | undefined;
  /** Absent where time can't be moved: then the day waits for its deadlines. */
  readonly reloj?: Reloj | undefined;
}

/** What somebody knows may be a moment old: what a business refuses is looked at again later. Gives whether it was done. */
export async function tolerant(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && REFUSED.has(error.status)) return false;
    throw error;
  }
}

const REFUSED = new Set([404, 409]);

/** All elements of a list, page by page. */
export async function listed<T>(
  api: ApiClient,
  path: string,
  question: Readonly<Record<string, string>> = {},
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get(path, { ...question, limite: 200, cursor });
    found.push(...page.elementos);
    cursor = page.siguiente;
  } while (cursor);
  return found;
}

/** What time it is for the company, in milliseconds since the epoch. */
export async function timeOf({ reloj }: Empresa): Promise<number> {
  return reloj ? reloj.now() : Date.now();
}

/** Five hours behind UTC, all year. */
const COLOMBIA_MS = 5 * 3_600_000;

/** The day in Colombia: `2030-01-15`. */
export function dayOf(ms: number): string {
  return new Date(ms - COLOMBIA_MS).toISOString().slice(0, 10);
}

/** The moment at which clocks in Colombia show an hour on the nth day after that of another moment. */
export function hourOf(ms: number, { days, hour }: { readonly days: number; readonly hour: number }): number {
  return Date.parse(`${dayOf(ms)}T00:00:00Z`) + COLOMBIA_MS + days * 86_400_000 + hour * 3_600_000;
}
