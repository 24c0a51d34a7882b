import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import Table from 'cli-table3';
import { contextos } from '#functions/contextos.ts';
import type { Bundle } from '#infra/cdk/bundleCache.ts';
import { bundleContexts } from '#infra/cdk/code.ts';
import { percentile } from '../driver/latency.ts';
import { progressBar } from '../progress.ts';
import { writeSection } from './section.ts';

const RUNS = 5;
const SLOWEST = 5;
/** Loads a bundle in a process that has done nothing else, and prints how long that took (milliseconds). */
const LOADER =
  'const t = performance.now(); await import(process.argv[1]); console.log(performance.now() - t); process.exit(0);';

/** A module without content: what a process takes by itself. */
const EMPTY = 'data:text/javascript,';

interface Measured {
  readonly bundle: Bundle;
  readonly ms: number;
}

/** Measures how long each function takes to initialize in a fresh process, beside an empty module in the same round. */
export async function coldstart(): Promise<void> {
  const bundles = Object.values(await bundleContexts(contextos));
  const bar = progressBar('Cold starts', RUNS * (bundles.length + 1));
  const times = new Map<string, number[]>();
  for (let run = 0; run < RUNS; run++) {
    for (const place of [EMPTY, ...bundles.map(({ folder }) => `file://${path.join(folder, 'index.mjs')}`)]) {
      times.set(place, [...(times.get(place) ?? []), load(place)]);
      bar.step();
    }
  }
  bar.end();
  const median = (place: string) => percentile(times.get(place) ?? [], 0.5);
  const measured = bundles
    .map((bundle): Measured => ({ bundle, ms: median(`file://${path.join(bundle.folder, 'index.mjs')}`) }))
    .sort((a, b) => b.ms - a.ms);
  report(measured, median(EMPTY));
}

function load(url: string): number {
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', LOADER, url], { encoding: 'utf8' }));
}

function report(measured: readonly Measured[], empty: number): void {
  const head = ['Function', 'Init, median (ms)', 'Bundle (KB)', 'Largest parts (KB)'];
  const rows = measured.map(({ bundle, ms }) => [
    bundle.name,
    ms.toFixed(1),
    (bundle.bytes / 1_000).toFixed(0),
    parts(bundle),
  ]);
  const table = new Table({ head });
  table.push(...rows.slice(0, SLOWEST));
  console.log(`${table}`);
  const middle = percentile(
    measured.map(({ ms }) => ms),
    0.5,
  );
  writeSection(
    'coldstart',
    [
      '## Cold starts',
      '',
      `Time to load a function's bundle in a fresh process: median of ${RUNS}, of ${measured.length} functions. An empty module takes ${empty.toFixed(1)} ms; the median function ${middle.toFixed(1)} ms. The ${SLOWEST} slowest, with what their bundles consist of:`,
      '',
      `| ${head.join(' | ')} |`,
      `| --- | ---: | ---: | --- |`,
      ...rows.slice(0, SLOWEST).map((row) => `| ${row.join(' | ')} |`),
      '',
      `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}. \`npm run bench -- coldstart\``,
    ].join('\n'),
  );
}

function parts({ inputs }: Bundle): string {
  const bytes = new Map<string, number>();
  for (const [file, size] of Object.entries(inputs)) {
    const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'own code';
    bytes.set(part, (bytes.get(part) ?? 0) + size);
  }
  const largest = [...bytes].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return largest.map(([part, size]) => `${part} ${(size / 1_000).toFixed(0)}`).join(', ');
}
