import os from 'node:os';
import type { Reading } from '#infra/grid/meter/meter.ts';
import { percentile } from '../driver/latency.ts';
import { writeSection } from './section.ts';
import { lived, type Measured, ordersIn } from './vida/lived.ts';
import { QUERIES } from './vida/reading.ts';

const ORDERS = 100;
const SHOWN = 12;
const SHOWN_CALLS = 4;

/** Measures what the whole plain life of an order costs on a warm grid: calls of AWS APIs, and CPU time. */
export async function vida([count = String(ORDERS)]: string[]): Promise<void> {
  report(await lived(ordersIn(count)));
}

/** By service and kind, over all resources. */
function sums(amounts: Reading['amounts']): (readonly [service: string, what: string, amount: number])[] {
  const groups = Map.groupBy(amounts, ({ service, what }) => `${service} ${what}`);
  return [...groups.values()].map((all) => {
    const [{ service, what } = { service: '', what: '' }] = all;
    return [service, what, all.reduce((sum, { amount }) => sum + amount, 0)] as const;
  });
}

function report({ lives, seconds, latencies, reading, cpu, driverMs }: Measured): void {
  const each = (value: number) => (value / lives).toFixed(1);
  const total = reading.calls.reduce((sum, { count }) => sum + count, 0);
  const runs = reading.runs.reduce((sum, { count }) => sum + count, 0);
  const functions = [...cpu.functions].filter(([name]) => !QUERIES.has(name));
  const inFunctions = functions.reduce((sum, [, ms]) => sum + ms, 0);
  const actions = new Map<string, { count: number; failed: number }>();
  for (const { service, action, count, failed } of reading.calls) {
    const known = actions.get(`${service} ${action}`) ?? { count: 0, failed: 0 };
    actions.set(`${service} ${action}`, { count: known.count + count, failed: known.failed + failed });
  }
  const callsOf = (name: string) => {
    const own = reading.calls.filter(({ caller }) => caller === name).sort((a, b) => b.count - a.count);
    const most = own.slice(0, SHOWN_CALLS).map(({ action, count }) => `${action} ${each(count)}`);
    return `${each(own.reduce((sum, { count }) => sum + count, 0))} | ${most.join(', ')}`;
  };
  const runsOf = (name: string) => reading.runs.find((run) => run.function === name)?.count ?? 0;
  const text = [
    '## The life of an order',
    '',
    `${lives} orders on a warm grid, each reserved, planned, loaded and delivered at the first try, without what the driver asks: ${(lives / seconds).toFixed(1)} orders/s; commands through the API p50 ${percentile(latencies, 0.5).toFixed(0)} ms, p99 ${percentile(latencies, 0.99).toFixed(0)} ms. A life takes ${each(total)} calls of AWS APIs in ${each(runs)} invocations, and ${each(inFunctions + cpu.grid + cpu.engine)} ms of CPU: functions ${each(inFunctions)}, the grid ${each(cpu.grid)}, DynamoDB ${each(cpu.engine)}; the driver takes ${each(driverMs)} beside it.`,
    '',
    '| call | per life | of them refused |',
    '| --- | ---: | ---: |',
    ...[...actions]
      .sort((a, b) => b[1].count - a[1].count)
      .map(([name, { count, failed }]) => `| ${name} | ${each(count)} | ${each(failed)} |`),
    '',
    '| of | what | per life |',
    '| --- | --- | ---: |',
    ...sums(reading.amounts).map(([name, what, amount]) => `| ${name} | ${what} | ${each(amount)} |`),
    '',
    '| function | CPU per life (ms) | invocations per life | calls per life | most of them |',
    '| --- | ---: | ---: | ---: | --- |',
    ...functions
      .slice(0, SHOWN)
      .map(([name, ms]) => `| ${name} | ${each(ms)} | ${each(runsOf(name))} | ${callsOf(name)} |`),
    '',
    `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}. \`npm run bench -- vida\``,
  ].join('\n');
  console.log(text);
  writeSection('vida', text);
}
