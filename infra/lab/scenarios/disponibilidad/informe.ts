import { FOLLOWED } from '../load/followed.ts';
import type { Ending, Sent } from '../load/sender.ts';
import { type Measure, measured } from '../measure.ts';
import { COLOURS, escaped, svgOf } from '../report/plot.ts';
import type { Report, Section } from '../report/report.ts';
import { type Seen, USUAL_MS } from './experiment.ts';
import { duringOutage, OF_A_COMPONENT, OF_KILLS, recovery } from './measures.ts';

/** What an answer was, as its sender sees it. */
const ENDINGS: Readonly<Record<Ending, { readonly name: string; readonly colour: string }>> = {
  accepted: { name: 'accepted', colour: '#009e73' },
  later: { name: 'told to come again', colour: '#e69f00' },
  failed: { name: 'failed', colour: '#a00000' },
  unreached: { name: 'nobody there', colour: '#7f7f7f' },
};
const SHOWN_VIOLATIONS = 5;

/** What was measured in an experiment. */
export function measuresOf(seen: Seen): Measure[] {
  return measured(seen.restarts.length > 0 ? OF_KILLS : OF_A_COMPONENT, seen, seen.name);
}

/** The report of all experiments. */
export function reportOf(all: readonly Seen[], command: string): Report {
  return {
    name: 'disponibilidad',
    title: 'Availability: one component after another is taken down',
    scenario: {
      source: 'A failure of the platform, a deployment that went wrong, a table that is asked too much.',
      stimulus: 'Each component in turn is down for a while and comes back; the whole grid is killed again and again.',
      artifact: 'Functions, the relay, the targets of the bus, the event log and the views, one hot key.',
      environment:
        'Five orders a second and a command of each other context every two seconds, sent whatever comes of them.',
      response:
        'What is not down goes on; what is down says when to ask again; what was accepted is carried out later.',
      measure:
        'Below, for each component: the share of accepted commands, how far views were behind, what was lost or doubled.',
    },
    sections: all.map(sectionOf),
    picture: overview(all),
    command,
  };
}

function sectionOf(seen: Seen): Section {
  const { title, violations, restarts, takes, graceMs, why } = seen;
  const saw = Object.entries(ENDINGS).flatMap(([ending, { name }]) => {
    const count = duringOutage(seen).filter((one) => one.ending === ending).length;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  return {
    title,
    text: [
      `During the outage (${seconds(seen.outage.to - seen.outage.from)} s) senders saw: ${saw.join(', ')}.`,
      ...(takes.length > 0 ? [`It takes with it: ${takes.join(', ')}.`] : []),
      ...(restarts.length > 0 ? [`Back after ${restarts.map((ms) => `${seconds(ms)} s`).join(', ')}.`] : []),
      ...(why === undefined
        ? []
        : [
            `Views may be behind by ${seconds(graceMs)} s more than the outage here, and not by ${seconds(USUAL_MS)} s as elsewhere: ${why}.`,
          ]),
      ...codesOf(seen.sent),
      ...violations.slice(0, SHOWN_VIOLATIONS).map((violation) => `Wrong: ${violation}.`),
    ],
    measures: measuresOf(seen),
    plots: [staleness(seen), answers(seen)],
  };
}

function codesOf(sent: readonly Sent[]): string[] {
  const wrong = sent.filter(({ ending }) => ending === 'failed');
  const groups = Map.groupBy(wrong, ({ flow, status, codigo }) => `${status} ${codigo} to ${flow}`);
  return groups.size === 0 ? [] : [`Failed: ${[...groups].map(([what, of]) => `${of.length} × ${what}`).join(', ')}.`];
}

function staleness({ samples, outage, graceMs }: Seen): string {
  return svgOf({
    title: 'How far views are behind what was accepted',
    unit: 's',
    shaded: [outage.from / 1_000, outage.to / 1_000],
    limit: (outage.to - outage.from + graceMs) / 1_000,
    lines: FOLLOWED.map(({ name }, at) => ({
      name,
      colour: COLOURS[at % COLOURS.length] as string,
      points: samples.map(({ at: time, behind }) => [time / 1_000, (behind[name] ?? 0) / 1_000] as const),
    })),
  });
}

function answers({ sent, outage }: Seen): string {
  const last = Math.ceil(Math.max(1, ...sent.map(({ at }) => at / 1_000)));
  const counts = (ending: Ending) => {
    const bySecond = Map.groupBy(
      sent.filter((one) => one.ending === ending),
      ({ at }) => Math.floor(at / 1_000),
    );
    return Array.from({ length: last }, (_, second) => [second, bySecond.get(second)?.length ?? 0] as const);
  };
  return svgOf({
    title: 'What became of what was sent, by second',
    unit: '',
    shaded: [outage.from / 1_000, outage.to / 1_000],
    bars: Object.entries(ENDINGS).map(([ending, { name, colour }]) => ({
      name,
      colour,
      points: counts(ending as Ending),
    })),
  });
}

const [WIDTH, LEFT, LINE, TOP] = [720, 190, 24, 44];

/** A bar for each component: how far views were behind at most, and how long the backlog took after the outage. */
function overview(all: readonly Seen[]): string {
  const rows = all.map((seen) => ({
    name: seen.name,
    behind: Math.max(0, ...seen.samples.flatMap(({ behind }) => Object.values(behind))) / 1_000,
    after: recovery(seen) / 1_000,
    met: measuresOf(seen).every(({ met }) => met),
  }));
  const most = Math.max(1, ...rows.flatMap(({ behind, after }) => [behind, after]));
  const width = (value: number) => ((value / most) * (WIDTH - LEFT - 60)).toFixed(1);
  const height = TOP + rows.length * LINE + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>How far views were behind, and how long the backlog took, by component</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<rect x="${LEFT}" y="12" width="10" height="10" fill="#0072b2"/><text x="${LEFT + 16}" y="21">views behind, at most</text>`,
    `<rect x="${LEFT + 170}" y="12" width="10" height="10" fill="#e69f00"/><text x="${LEFT + 186}" y="21">backlog gone after the outage</text>`,
    ...rows.flatMap(({ name, behind, after, met }, at) => {
      const y = TOP + at * LINE;
      return [
        `<text x="${LEFT - 10}" y="${y + 12}" text-anchor="end" fill="${met ? '#222' : '#a00'}">${escaped(name)} ${met ? '✓' : '✗'}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${width(behind)}" height="8" fill="#0072b2"/>`,
        `<rect x="${LEFT}" y="${y + 9}" width="${width(after)}" height="8" fill="#e69f00"/>`,
        `<text x="${Number(width(behind)) + LEFT + 4}" y="${y + 9}" fill="#555">${behind.toFixed(1)} s</text>`,
      ];
    }),
    '</svg>',
  ].join('\n');
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
