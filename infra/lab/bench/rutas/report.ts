import { cpus, loadavg } from 'node:os';
import type { Best } from '../../data/vrptw.ts';
import type { Found, Task } from './worker.ts';

/** A result beside the best published one. `gap` is in percent, and only where the vehicles are equal. */
export interface Row extends Found {
  readonly best: Best;
  readonly gap: number | undefined;
}

/** Puts results beside the best published ones. */
export function compare(found: readonly Found[], best: ReadonlyMap<string, Best>): Row[] {
  return found.map((result) => {
    const known = best.get(result.name);
    if (!known) throw new Error(`No best solution is known for ${result.name}.`);
    const gap = result.vehicles === known.vehicles ? 100 * (result.distance / known.distance - 1) : undefined;
    return { ...result, best: known, gap };
  });
}

/** The class of a problem: `R1` of `R104`. */
export const classOf = (name: string): string => name.slice(0, -2);

/** One sentence: how many problems got the best number of vehicles, and how far their distances are. */
export function summary(rows: readonly Row[]): string {
  const gaps = rows.map(({ gap }) => gap).filter((gap) => gap !== undefined);
  const same = gaps.filter((gap) => gap < 0.01).length;
  return [
    `The best known number of vehicles in ${gaps.length} of ${rows.length} problems;`,
    `there the distance is ${mean(gaps).toFixed(2)} % above the best known on average,`,
    `${Math.max(...gaps).toFixed(2)} % at most, and equal in ${same}.`,
  ].join(' ');
}

/** The report as Markdown. */
export function report(rows: readonly Row[], { seed, seconds }: Omit<Task, 'name'>): string {
  const classes = Map.groupBy(rows, ({ name }) => classOf(name));
  const total = (of: readonly { vehicles: number; distance: number }[]) => [
    of.reduce((sum, { vehicles }) => sum + vehicles, 0),
    of.reduce((sum, { distance }) => sum + distance, 0).toFixed(2),
  ];
  return [
    '## Routes: the 56 Solomon problems',
    `${summary(rows)} ${seconds} seconds of one core each, seed ${seed}; every solution passed \`verify\`.`,
    `Made by \`npm run bench -- rutas\` on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}.`,
    '![How far the distances are from the best known](img/rutas.svg)',
    'Sums per class: vehicles (CNV) and distance (CTD). Where a class needs a vehicle more, its distance is not comparable.',
    table(
      ['class', 'problems', 'CNV', 'CTD', 'best CNV', 'best CTD', 'mean gap'],
      [...classes, ['all', rows] as const].map(([name, of]) => [
        name,
        of.length,
        ...total(of),
        ...total(of.map(({ best }) => best)),
        percent(mean(of.map(({ gap }) => gap).filter((gap) => gap !== undefined))),
      ]),
    ),
    table(
      ['problem', 'vehicles', 'distance', 'best vehicles', 'best distance', 'gap'],
      rows.map(({ name, vehicles, distance, best, gap }) => [
        name,
        vehicles,
        distance.toFixed(2),
        best.vehicles,
        best.distance.toFixed(2),
        gap === undefined ? `${vehicles - best.vehicles} vehicle more` : percent(gap),
      ]),
    ),
  ].join('\n\n');
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const percent = (value: number): string => `${Math.abs(value) < 0.005 ? '0.00' : value.toFixed(2)} %`;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
