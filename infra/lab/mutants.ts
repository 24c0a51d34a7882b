import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { everything, FOLDER, REPORT, settingsFor, sourcesIn } from './mutation/settings.ts';
import { type Report, scoresOf, survivorsOf, withSummary } from './mutation/summary.ts';

const DOCUMENT = 'docs/mutation.md';
const STRYKER = path.resolve('node_modules/@stryker-mutator/core');

/**
 * `npm run mutants` changes the sources in one small way after another and runs the tests that reach the change: the
 * mutants that no test notices are told. Without a path it takes everything, and writes docs/mutation.md.
 */
async function main(places: readonly string[]): Promise<number> {
  const files = places.length > 0 ? places.flatMap(sourcesIn) : everything();
  const code = await stryker(files);
  if (code !== 0) return code;
  const report = only(JSON.parse(readFileSync(REPORT, 'utf8')), files);
  console.log(`\n${survivorsOf(report).join('\n')}\n\n${scoresOf(report)}`);
  if (places.length === 0) writeFileSync(DOCUMENT, withSummary(readFileSync(DOCUMENT, 'utf8'), report, machine()));
  return 0;
}

async function stryker(files: readonly string[]): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const settings = path.join(FOLDER, 'settings.json');
  writeFileSync(settings, JSON.stringify(settingsFor(files), null, 2));
  const child = spawn(process.execPath, [path.join(STRYKER, 'bin/stryker.js'), 'run', settings], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/** The report holds earlier runs over other files too. */
function only(report: Report, files: readonly string[]): Report {
  return {
    ...report,
    files: Object.fromEntries(Object.entries(report.files).filter(([file]) => files.includes(file))),
  };
}

function machine(): string {
  const { version } = JSON.parse(readFileSync(path.join(STRYKER, 'package.json'), 'utf8'));
  return `Stryker ${version}, Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}`;
}

process.exitCode = await main(process.argv.slice(2));
