import { type Measure, measured } from '../measure.ts';
import { escaped } from '../report/plot.ts';
import type { Report, Section } from '../report/report.ts';
import { lineasDe } from './cambio.ts';
import type { Seen } from './experiment.ts';
import { edited, MEASURES, strangers, TOGETHER } from './measures.ts';

const SHOWN_WORDS = 300;

/** What was measured of a recipe. */
export function measuresOf(seen: Seen): Measure[] {
  return measured(MEASURES, seen, seen.receta.name);
}

/** What was measured of all recipes together. */
export function measuresTogether(against: readonly string[]): Measure[] {
  return measured(TOGETHER, against, 'todas');
}

/** All recipes, and what is said against them together. */
interface Outcome {
  readonly all: readonly Seen[];
  readonly against: readonly string[];
}

/** The report of all recipes. */
export function reportOf({ all, against }: Outcome, command: string): Report {
  return {
    name: 'modificabilidad',
    title: 'Modifiability: six changes, as somebody would make them',
    scenario: {
      source: 'A developer of the house, or a new one.',
      stimulus:
        'A view, a version of an event, a context, a command with a fact, a channel, a route solver: each a patch.',
      artifact: 'The sources, the published language, the functions as they are bundled, a running grid.',
      environment: 'A copy of the project; for the time of a change, one whose grid runs with --watch.',
      response:
        'The change works; what it does not concern is neither edited nor deployed again, and no law is loosened.',
      measure:
        'Below, for each change: what was edited, what became another function, and how soon it was seen at work.',
    },
    sections: [...all.map(sectionOf), together(against)],
    picture: overview(all),
    command,
  };
}

function sectionOf(seen: Seen): Section {
  const { receta, cambios, made, redeployed } = seen;
  const fresh = cambios.filter(({ isNew }) => isNew);
  const lines = cambios.reduce((sum, cambio) => sum + lineasDe(cambio), 0);
  const named = (what: string, names: readonly string[]) => (names.length > 0 ? [`${what}: ${names.join(', ')}.`] : []);
  return {
    title: `${receta.title} (${receta.name})`,
    text: [
      `${fresh.length} new files, ${lines} lines in all.`,
      ...named(
        'Edited',
        edited(seen).map((cambio) => `${cambio.file} (${lineasDe(cambio)})`),
      ),
      ...named('What the change is itself', receta.own),
      ...named('New functions', made),
      ...named('Functions that became others', redeployed),
      ...named('Of these it does not concern', strangers(seen)),
    ],
    measures: measuresOf(seen),
    plots: [],
  };
}

function together(against: readonly string[]): Section {
  return {
    title: 'All of them, one upon the other',
    text: [
      'The compiler, the laws of the house, and the tests of each folder that was touched judge them together.',
      ...against.map((text) => `Against them: ${text.slice(0, SHOWN_WORDS)}`),
    ],
    measures: measuresTogether(against),
    plots: [],
  };
}

const [WIDTH, LEFT, LINE, TOP] = [720, 130, 26, 44];
const AXIS_S = 10;

/** A bar for each recipe: from the saved edit to the first event handled; and what it took. */
function overview(all: readonly Seen[]): string {
  const height = TOP + all.length * LINE + 12;
  const width = (s: number) => ((Math.min(s, AXIS_S) / AXIS_S) * (WIDTH - LEFT - 260)).toFixed(1);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>From the saved edit to the first event handled, by change</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="${LEFT}" y="21">from the saved edit to the first event handled; what it took</text>`,
    ...all.flatMap((seen, at) => {
      const y = TOP + at * LINE;
      const met = measuresOf(seen).every((one) => one.met);
      const seconds = typeof seen.live === 'number' ? seen.live / 1_000 : undefined;
      const fresh = seen.cambios.filter(({ isNew }) => isNew).length;
      const took = `${fresh} new files, ${edited(seen).length} edited, ${strangers(seen).length} others redeployed`;
      return [
        `<text x="${LEFT - 10}" y="${y + 12}" text-anchor="end" fill="${met ? '#222' : '#a00'}">${escaped(seen.receta.name)} ${met ? '✓' : '✗'}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${width(seconds ?? 0)}" height="16" fill="#0072b2"/>`,
        `<text x="${LEFT + Number(width(seconds ?? 0)) + 6}" y="${y + 12}" fill="#555">${seconds === undefined ? seen.live : `${seconds.toFixed(1)} s`}; ${took}</text>`,
      ];
    }),
    '</svg>',
  ].join('\n');
}
