import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EmulatorUnavailable } from '../deploy/python.ts';
import { progressBar } from '../progress.ts';
import { synthMeasured } from './red/app.ts';
import { Load, MATCHING, PATTERNS, type Rates } from './red/load.ts';
import { memoryOf } from './red/memory.ts';
import { embedded, type Grid, ministack } from './red/subjects.ts';
import { writeSection } from './section.ts';

const STEPS = MATCHING.length + PATTERNS.length + 4;
const MB = 2 ** 20;

/** What one grid took, in one run. */
interface Measured extends Rates {
  readonly name: string;
  /** Seconds with the whole template. */
  readonly cold: number;
  readonly warm: number | undefined;
  /** Bytes of all its processes, with the bench's app: before anything ran, and after all of it. */
  readonly idle: number;
  readonly loaded: number;
}

/** Measures the embedded grid as a grid, beside MiniStack with the same app and the same driver, one after the other. */
export async function red(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alpes-red-'));
  try {
    const assembly = synthMeasured(path.join(folder, 'app'));
    const measured = [await measure(embedded, assembly, folder)];
    try {
      measured.push(await measure(ministack, assembly, folder));
    } catch (error) {
      if (!(error instanceof EmulatorUnavailable)) throw error;
      console.warn(`MiniStack cannot be had here: ${error.message}`);
    }
    report(measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(grid: Grid, assembly: string, folder: string): Promise<Measured> {
  const bar = progressBar(grid.name, STEPS + 1);
  const whole = path.join(folder, `${grid.name}-whole`);
  const cold = await grid.bootCold(whole);
  const warm = await grid.bootWarm?.(whole);
  bar.step();
  const subject = await grid.start(assembly, path.join(folder, grid.name));
  const load = new Load(subject.endpoint, subject.countedUrl);
  try {
    const idle = memoryOf(subject.pid);
    const rates = await load.measure(() => bar.step());
    return { name: grid.name, cold, warm, idle, loaded: memoryOf(subject.pid), ...rates };
  } finally {
    load.end();
    await subject.stop();
    bar.end();
  }
}

function report(measured: readonly Measured[]): void {
  const row = (what: string, of: (one: Measured) => number | undefined, digits = 0) =>
    `| ${what} | ${measured.map((one) => of(one)?.toFixed(digits) ?? '–').join(' | ')} |`;
  const text = [
    '## The grid as a grid',
    '',
    'One run, one grid after the other, the same app and driver (the AWS SDK, eight calls at once). Rates are per second, until the last one has arrived.',
    '',
    `| | ${measured.map(({ name }) => name).join(' | ')} |`,
    `| --- | ${measured.map(() => '---:').join(' | ')} |`,
    row('this system, from nothing to ready (s)', ({ cold }) => cold, 1),
    row('… started again (s)', ({ warm }) => warm, 1),
    row('a function that does nothing, by `Invoke` (ms, median)', ({ invocationMs }) => invocationMs, 1),
    ...MATCHING.map((rules, at) => row(`events to ${rules} matching rules, a queue each`, ({ events }) => events[at])),
    ...PATTERNS.map((rules, at) => row(`events to one queue past ${rules} patterns`, ({ patterns }) => patterns[at])),
    row('messages sent, received and deleted', ({ messages }) => messages),
    row('messages that a function took from a queue', ({ fed }) => fed),
    row("records of a table's stream that a function took", ({ streamed }) => streamed),
    row('memory of all processes before (MB)', ({ idle }) => idle / MB),
    row('… and after (MB)', ({ loaded }) => loaded / MB),
    '',
    `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}. \`npm run bench -- red\``,
  ].join('\n');
  console.log(text);
  writeSection('red', text);
}
