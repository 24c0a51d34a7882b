import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { percentile } from '../driver/latency.ts';
import { progressBar } from '../progress.ts';
import { writeSection } from './section.ts';

const RUNS = 5;
const CDK = path.resolve('node_modules/aws-cdk/bin/cdk');
/** Bundles every function into a cache of its own, as the first synth on a machine does. */
const BUNDLER = `
const [{ bundleContexts }, { contextos }] = await Promise.all([import('#infra/cdk/code.ts'), import('#functions/contextos.ts')]);
await bundleContexts(contextos, process.argv[1]);`;

/** Measures a synth of the whole app, each in a process of its own: with nothing changed, and what bundling anew takes. */
export async function synth(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alpes-synth-'));
  const outdir = path.join(folder, 'assembly');
  try {
    // What the first one leaves behind is what makes the others warm.
    const warm = () => node([CDK, 'synth', '--quiet', '--output', outdir]);
    warm();
    const bar = progressBar('Synths', 3 * RUNS);
    const median = (work: (run: number) => number) => {
      const times = Array.from({ length: RUNS }, (_, run) => {
        const seconds = work(run);
        bar.step();
        return seconds;
      });
      return `${percentile(times, 0.5).toFixed(1)} s (${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)})`;
    };
    const rows = [
      ['`cdk synth`, nothing changed', median(warm)],
      ["of it, the app without the CDK's command line", median(() => node(['infra/cdk/main.ts'], outdir))],
      [
        'bundling every function anew',
        median((run) => node(['--input-type=module', '-e', BUNDLER, path.join(folder, `bundles-${run}`)])),
      ],
    ];
    bar.end();
    const text = [
      '## Synth of the whole app',
      '',
      `Median of ${RUNS}, each in a process of its own, with the fastest and the slowest. A bundle is kept by the digest of its sources: a changed file costs those that it is in.`,
      '',
      '| what | time |',
      '| --- | ---: |',
      ...rows.map((row) => `| ${row.join(' | ')} |`),
      '',
      `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}. \`npm run bench -- synth\``,
    ].join('\n');
    console.log(text);
    writeSection('synth', text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long a Node process takes, in seconds. */
function node(args: readonly string[], outdir?: string): number {
  const began = performance.now();
  execFileSync(process.execPath, [...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...(outdir && { CDK_OUTDIR: outdir }) },
  });
  return (performance.now() - began) / 1_000;
}
