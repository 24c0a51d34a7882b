import { MEMORY_MB } from '#infra/cdk/derive/memory.ts';
import { measured } from '../measure.ts';
import { COLOURS, escaped, svgOf } from '../report/plot.ts';
import type { Report } from '../report/report.ts';
import { ociosoDe, type Precios } from './costo.ts';
import { figure, type Limite } from './limites.ts';
import { type Known, MEASURES } from './measures.ts';
import { CARRIED_S } from './prediccion.ts';

/** What the report tells beside what is known. */
interface Told {
  readonly precios: Precios;
  /** The day of the prices. */
  readonly date: string;
  readonly command: string;
}

/** Limits that are told of: the narrowest, and whatever AWS's own are. */
const SHOWN = 8;
/** Of the costs, those that are more than so much of the whole. */
const WORTH_TELLING = 0.01;

/** The report of the capacity model. */
export function reportOf(known: Known, { precios, date, command }: Told): Report {
  const { seen, prediccion, limites, costo } = known;
  const { trabajo, many } = seen;
  const shown = limites.filter(({ of }, at) => at < SHOWN || of === 'AWS');
  const total = costo.reduce((sum, { usd }) => sum + usd, 0);
  const queues = trabajo.functions.filter(({ messages }) => messages > 0).length;
  const runs = trabajo.functions.reduce((sum, one) => sum + one.runs, 0);
  const units = Object.values(trabajo.writeUnits).reduce((sum, one) => sum + one, 0);
  const carried = prediccion.loads.findLast(({ p99 }) => p99 <= CARRIED_S)?.perSecond ?? 0;
  return {
    name: 'capacidad',
    title: 'Capacity: which limit of AWS comes first, and what a million orders cost',
    scenario: {
      source: 'Growth: more customers, more cities, a campaign.',
      stimulus: 'As many orders a second as AWS’s quotas, and the limits that the template sets, allow.',
      artifact: 'The whole system as it is deployed to one region of AWS.',
      environment: `Work for each order as measured on the embedded grid; AWS’s default quotas in us-east-1; functions of ${MEMORY_MB.usual} MB, those that deliver messages of ${MEMORY_MB.delivering}, those whose requests contend of ${MEMORY_MB.contending}.`,
      response: 'The limit that comes first is known, with what to do about it, before anybody meets it.',
      measure:
        'Orders a second by limit; dollars for a million orders; a simulation of the pipeline beside a measurement.',
    },
    sections: [
      {
        title: 'What was found',
        text: [
          `First comes "${limites[0]?.name}", at ${figure(limites[0]?.ordersPerSecond ?? 0)} orders a second.`,
          `A million orders cost ${figure(total)} dollars at the list prices of ${date}, without what customers are charged for (text messages, maps) and without a support plan.`,
          `Beside it, ${figure(ociosoDe(queues, precios))} dollars a month for asking ${queues} queues that are empty.`,
        ],
        measures: measured(MEASURES, known, 'capacidad'),
        plots: [],
      },
      {
        title: 'What an order takes, from its creation to its delivery',
        text: [
          `${figure(trabajo.requests)} requests, ${figure(runs)} runs of functions, ${figure(trabajo.events)} events on the bus in ${figure(trabajo.putEvents)} requests, ${figure(trabajo.messages)} messages in queues, ${figure(trabajo.commits)} commits (${figure(trabajo.logBytes / 1_024)} KB), ${figure(units)} write units and ${figure(trabajo.readUnits)} read units.`,
          'How long a run takes on Lambda is what it works here on a core, by the part of one that its memory gives it there, and its calls one after the other (6 ms each to DynamoDB, 25 to the bus: assumed).',
        ],
        measures: [],
        plots: [],
      },
      ...shown.map(({ name, of, ordersPerSecond, why, remedy, source }, at) => ({
        title: `${at + 1}. ${name}: ${figure(ordersPerSecond)} orders/s (${of === 'AWS' ? 'AWS’s' : 'the template’s own'})`,
        text: [`${why}.`, `${remedy}.`, ...(source ? [source] : [])],
        measures: [],
        plots: [],
      })),
      {
        title: 'A million orders',
        text: costo
          .filter(({ usd }) => usd >= total * WORTH_TELLING)
          .map((row) => `${figure(row.usd)} USD: ${figure(row.units)} ${row.unit} (${row.source}).`),
        measures: [],
        plots: [],
      },
      {
        title: 'The simulation beside the measurement',
        text: [
          `${many.orders} orders at once took ${figure(many.seconds)} s on ${many.cores.toFixed(2)} cores that were left to the grid; the simulation, which knows of ${seen.apart.orders} orders apart and ${seen.few.orders} at once, says ${figure(prediccion.burst.ended / 1_000)} s.`,
          `An order is ${figure(prediccion.messages.simulated)} messages in the simulation and ${figure(prediccion.messages.measured)} in what was measured.`,
          `On this machine alone it carries ${carried} orders a second (from creation to their place in a plan), by the simulation: ${prediccion.loads.map(({ perSecond, p99 }) => `at ${perSecond}/s one in a hundred takes more than ${p99.toFixed(1)} s`).join(', ')}.`,
        ],
        measures: [],
        plots: [burstPlot(known)],
      },
    ],
    picture: limitsPlot(shown),
    command,
  };
}

/** How the work of a burst went on: as it was seen, and as it was simulated. */
function burstPlot({ seen: { many }, prediccion: { burst } }: Known): string {
  const last = many.samples.at(-1)?.[1] ?? 1;
  const all = burst.runs.length;
  const simulated = burst.runs.map((at, index) => [at / 1_000, ((index + 1) / all) * 100] as const);
  return svgOf({
    title: `Work that is done, ${many.orders} orders at once`,
    unit: '%',
    shaded: [0, 0],
    limit: 100,
    lines: [
      {
        name: 'measured',
        colour: COLOURS[0],
        points: [[0, 0], ...many.samples.map(([at, runs]) => [at, (runs / last) * 100] as const)],
      },
      { name: 'simulated', colour: COLOURS[1], points: [[0, 0], ...simulated] },
    ],
  });
}

const [WIDTH, LEFT, LINE, TOP, RIGHT] = [720, 230, 22, 48, 70];

/** A bar for each limit, on a scale of powers of ten. */
function limitsPlot(limites: readonly Limite[]): string {
  const height = TOP + limites.length * LINE + 12;
  const logs = limites.map(({ ordersPerSecond }) => Math.log10(ordersPerSecond));
  const [from, to] = [Math.floor(Math.min(0, ...logs)), Math.ceil(Math.max(1, ...logs))];
  const x = (log: number) => LEFT + ((log - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const powers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>Orders a second until each limit on AWS</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<rect x="${LEFT}" y="8" width="10" height="10" fill="${COLOURS[0]}"/><text x="${LEFT + 16}" y="17">AWS’s quota</text>`,
    `<rect x="${LEFT + 110}" y="8" width="10" height="10" fill="${COLOURS[4]}"/><text x="${LEFT + 126}" y="17">the template’s own limit; orders a second</text>`,
    ...powers.map(
      (power) =>
        `<path d="M${x(power).toFixed(1)} ${TOP - 6}V${height - 8}" stroke="#ddd"/><text x="${x(power).toFixed(1)}" y="${TOP - 10}" text-anchor="middle" font-size="10" fill="#555">${(10 ** power).toLocaleString('en')}</text>`,
    ),
    ...limites.flatMap(({ name, of, ordersPerSecond }, at) => {
      const y = TOP + at * LINE;
      const end = x(Math.log10(ordersPerSecond));
      return [
        `<text x="${LEFT - 8}" y="${y + 12}" text-anchor="end" fill="#222">${escaped(name)}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${Math.max(1, end - LEFT).toFixed(1)}" height="15" fill="${of === 'AWS' ? COLOURS[0] : COLOURS[4]}"/>`,
        `<text x="${(end + 6).toFixed(1)}" y="${y + 12}" fill="#555">${figure(ordersPerSecond)}</text>`,
      ];
    }),
    '</svg>',
  ].join('\n');
}
