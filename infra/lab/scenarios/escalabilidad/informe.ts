import { FOLLOWED } from '../load/followed.ts';
import { measured } from '../measure.ts';
import { COLOURS, svgOf } from '../report/plot.ts';
import type { Report } from '../report/report.ts';
import type { Seen } from './experiment.ts';
import { MEASURES } from './measures.ts';

/** The report of the load that grew. */
export function reportOf(seen: Seen, command: string): Report {
  const { steps, knee, spike, calls, dollars, places } = seen;
  const shaded = [spike.from / 1_000, spike.to / 1_000] as const;
  const picture = svgOf({
    title: 'Orders by second: sent, and what became of them; the spike is shaded',
    unit: '',
    shaded,
    bars: [
      { name: 'accepted', colour: '#009e73', points: bySecond(seen, true) },
      { name: 'told to come again', colour: '#e69f00', points: bySecond(seen, false) },
    ],
  });
  return {
    name: 'escalabilidad',
    title: 'Scalability: the load grows to the knee, jumps, and goes on',
    scenario: {
      source: 'More customers, a campaign, a product that everybody wants.',
      stimulus:
        'Orders in steps until they are not carried any more; ten times the load within a second; many orders before; one place.',
      artifact: 'The whole system on one machine.',
      environment: 'A grid of its own, with orders alone; its limits are those of this machine, not those of AWS.',
      response: 'What is accepted is carried out; what is too much is told to come again; the cost of an order stays.',
      measure:
        'Throughput and p99 by step, the knee, the drain after the spike, calls and dollars for an order, one place against many.',
    },
    sections: [
      {
        title: 'All measures',
        text: [
          `The knee is at ${knee} orders a second.`,
          ...steps.map(
            ({ offered, accepted, p50, p99, behind }) =>
              `At ${offered}/s: ${accepted.toFixed(1)}/s accepted, p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, views ${(behind / 1_000).toFixed(1)} s behind.`,
          ),
          `An order took ${calls[0].toFixed(1)} calls among few and ${calls[1].toFixed(1)} among many.`,
          `A million orders cost ${dollars.map((one) => (one * 1e6).toFixed(0)).join(' dollars among few and ')} among many, until they are planned, at AWS's list prices without the time that functions run.`,
          `${places.many.toFixed(1)} receipts a second at many places, ${places.one.toFixed(1)} at one.`,
        ],
        measures: measured(MEASURES, seen, 'escalabilidad'),
        plots: [
          picture,
          svgOf({
            title: 'How far views are behind what was accepted',
            unit: 's',
            shaded,
            lines: FOLLOWED.map(({ name }, at) => ({
              name,
              colour: COLOURS[at % COLOURS.length] as string,
              points: seen.samples.map(({ at: time, behind }) => [time / 1_000, (behind[name] ?? 0) / 1_000] as const),
            })),
          }),
        ],
      },
    ],
    picture,
    command,
  };
}

function bySecond({ sent }: Seen, accepted: boolean): (readonly [number, number])[] {
  const last = Math.ceil(Math.max(1, ...sent.map(({ at }) => at / 1_000)));
  const counts = Map.groupBy(
    sent.filter(({ ending }) => (ending === 'accepted') === accepted),
    ({ at }) => Math.floor(at / 1_000),
  );
  return Array.from({ length: last }, (_, second) => [second, counts.get(second)?.length ?? 0] as const);
}
