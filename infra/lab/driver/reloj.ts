import type { Names } from '#infra/cdk/names.ts';

/** A grid's clock. */
export interface Reloj {
  /** Milliseconds since the epoch. */
  now(): Promise<number>;
  /** Moves it forward by so many milliseconds. */
  advance(ms: number): Promise<void>;
  /** How often a function has run on that grid, by its short name. */
  runs(name: string): Promise<number>;
}

const PATH = '/_alpes/clock';

interface Reading {
  readonly runs: readonly { readonly function: string; readonly count: number }[];
}

/** The clock of the grid that `ask` asks by path, for what is called by `names` there. Its methods throw for an answer that is not 200. */
export function relojDe(ask: (path: string, init: RequestInit) => Promise<Response>, names: Names): Reloj {
  const asked = async (init: RequestInit) => {
    const response = await ask(PATH, init);
    if (!response.ok) throw new Error(`The grid's clock answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { readonly now: string };
  };
  return {
    runs: async (name) => {
      const { runs } = (await (await ask('/_alpes/meter', {})).json()) as Reading;
      return runs.find((one) => one.function === names.of(name))?.count ?? 0;
    },
    now: async () => Date.parse((await asked({})).now),
    advance: async (ms) => {
      const headers = { 'Content-Type': 'application/json' };
      await asked({ method: 'POST', headers, body: JSON.stringify({ advance: ms }) });
    },
  };
}
