import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Table from 'cli-table3';
import { contextos } from '#functions/contextos.ts';
import { type Bundles, bundleAll } from '#infra/cdk/bundle.ts';
import { functionsOf } from '#infra/cdk/derive/functions.ts';
import { percentile } from '../driver/latency.ts';
import { progressBar } from '../progress.ts';
import { writeSection } from './section.ts';

const RUNS = 5;
const SLOWEST = 5;
/** Loads a bundle in a process that has done nothing else, and prints how long that took (milliseconds). */
const LOADER =
  'const t = performance.now(); await import(process.argv[1]); console.log(performance.now() - t); process.exit(0);';

interface Measured {
  readonly name: string;
  readonly ms: number;
  readonly bytes: number;
}

/** Measures how long each function takes to initialize in a fresh process, beside an empty module in the same round. */
export async function coldstart(): Promise<void> {
  const functions = functionsOf(contextos);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alpes-coldstart-'));
  try {
    const bundles = await bundleAll(functions, folder, { verOpenapi: { 'openapi.json': '{}' } });
    const bar = progressBar('Cold starts', RUNS * (functions.length + 1));
    const times = new Map<string, number[]>();
    for (let run = 0; run < RUNS; run++) {
      for (const name of ['', ...functions.map((declared) => declared.name)]) {
        const place = name ? path.join(folder, name, 'index.mjs') : 'data:text/javascript,';
        times.set(name, [...(times.get(name) ?? []), load(place)]);
        bar.step();
      }
    }
    bar.end();
    const empty = percentile(times.get('') ?? [], 0.5);
    const measured = functions
      .map(
        ({ name }): Measured => ({
          name,
          ms: percentile(times.get(name) ?? [], 0.5),
          bytes: bundles.of[name]?.bytes ?? 0,
        }),
      )
      .sort((a, b) => b.ms - a.ms);
    report(measured, empty, bundles, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function load(place: string): number {
  const url = place.startsWith('data:') ? place : `file://${place}`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', LOADER, url], { encoding: 'utf8' }));
}

function report(measured: readonly Measured[], empty: number, bundles: Bundles, folder: string): void {
  const head = ['Function', 'Init, median (ms)', 'Bundle (KB)', 'Largest parts (KB)'];
  const rows = measured.map(({ name, ms, bytes }) => [
    name,
    ms.toFixed(1),
    (bytes / 1_000).toFixed(0),
    parts(bundles, folder, name),
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

function parts({ metafile }: Bundles, folder: string, name: string): string {
  const output = metafile.outputs[path.relative(process.cwd(), path.join(folder, name, 'index.mjs'))];
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'own code';
    bytes.set(part, (bytes.get(part) ?? 0) + bytesInOutput);
  }
  const largest = [...bytes].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return largest.map(([part, size]) => `${part} ${(size / 1_000).toFixed(0)}`).join(', ');
}
