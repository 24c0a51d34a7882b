import { LOCAL } from '#infra/cdk/names.ts';
import type { Reading } from '#infra/grid/meter/meter.ts';
import type { Rato } from '../medicion.ts';
import type { Lote } from '../trabajo.ts';

/** What a run of a function works, in milliseconds of a core, its calls included: a part for each run, and one for each message. */
export interface Servicio {
  readonly run: number;
  readonly message: number;
}

/** What was seen of a function: how often it ran, for how many messages, and what that took. */
export interface Visto {
  readonly runs: number;
  readonly messages: number;
  readonly ms: number;
}

/** Of what two whiles with batches of other sizes took, the part of a run and that of a message. Neither is below nothing. */
export function servicioDe(few: Visto, many: Visto): Servicio {
  const determinant = few.runs * many.messages - many.runs * few.messages;
  const run = (few.ms * many.messages - many.ms * few.messages) / determinant;
  const message = (few.runs * many.ms - many.runs * few.ms) / determinant;
  const [runs, messages, ms] = [few.runs + many.runs, few.messages + many.messages, few.ms + many.ms];
  if (Number.isFinite(run) && run >= 0 && message >= 0) return { run, message };
  // Batches of one size say nothing of their parts; and where one would be below nothing, it is nothing.
  return message < 0 && runs > 0
    ? { run: ms / runs, message: 0 }
    : { run: 0, message: messages > 0 ? ms / messages : 0 };
}

/**
 * What each function did in a while, by its physical name. What the grid and its database work is shared out by the calls that
 * functions make, and by their runs, each of which the grid carries to them.
 */
export function vistosDe({ reading, cpu }: Rato): Map<string, Visto> {
  const callsOf = (name: string) =>
    reading.calls.reduce((sum, { caller, count }) => sum + (caller === name ? count : 0), 0);
  const tasks = reading.runs.map((run) => ({ ...run, tasks: run.count + callsOf(run.function) }));
  const all = tasks.reduce((sum, one) => sum + one.tasks, 0);
  const messages = mensajesDe(reading);
  return new Map(
    tasks.map((one) => {
      const shared = ((cpu.grid + cpu.engine) * one.tasks) / all;
      const ms = Math.max(0, cpu.functions.get(one.function) ?? 0) + shared;
      return [one.function, { runs: one.count, messages: messages.get(one.function) ?? one.count, ms }] as const;
    }),
  );
}

/** What a run of a function with so many messages takes, by what two whiles with batches of other sizes took; undefined where it did not run in both. */
export function loteDe(few: Rato, many: Rato): (name: string, size: number) => Lote | undefined {
  return (name, size) => {
    const seen = [few, many].map((rato) => vistoCon(rato, name));
    const [a, b] = seen;
    if (!a || !b || a.runs === 0 || b.runs === 0) return undefined;
    const of = (ms: (one: Propio) => number) => {
      const { run, message } = servicioDe({ ...a, ms: ms(a) }, { ...b, ms: ms(b) });
      return run + message * size;
    };
    const services = [...new Set(seen.flatMap((one) => Object.keys(one?.calls ?? {})))];
    const calls = services.map((service) => [service, of((one) => one.calls[service] ?? 0)] as const);
    return { cpuMs: of(({ cpuMs }) => cpuMs), calls: Object.fromEntries(calls) };
  };
}

/** Messages of each function's queue, and for the relay the commits of the log, by physical names. */
function mensajesDe({ amounts }: Reading): ReadonlyMap<string, number> {
  const queued = amounts
    .filter(({ what }) => what === 'Messages')
    .map(({ resource, amount }) => [resource, amount] as const);
  const commits = amounts.filter(({ what, resource }) => what === 'Items' && resource === LOCAL.eventLog);
  return new Map([...queued, ...commits.map(({ amount }) => [LOCAL.of('relay'), amount] as const)]);
}

interface Propio {
  readonly runs: number;
  readonly messages: number;
  readonly cpuMs: number;
  readonly calls: Readonly<Record<string, number>>;
}

/** What a function did of itself in a while. */
function vistoCon({ reading, cpu }: Rato, name: string): Propio {
  const runs = reading.runs.find((run) => run.function === name)?.count ?? 0;
  const messages = mensajesDe(reading).get(name);
  const calls: Record<string, number> = {};
  for (const { service, caller, count } of reading.calls)
    if (caller === name) calls[service] = (calls[service] ?? 0) + count;
  return { runs, messages: messages ?? runs, cpuMs: Math.max(0, cpu.functions.get(name) ?? 0), calls };
}
