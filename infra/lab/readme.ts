import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pause } from './driver/pool.ts';
import { program } from './program.ts';
import { type Block, blocksOf, differences } from './readmeBlocks.ts';

const USAGE = `Runs the commands of README.md as they stand there, in one shell, on a grid that its own command starts.

  npm run check:readme [-- --installed]

  --installed  leave "npm ci" out: what is installed is good, or in use`;

/** What `npm start` writes when it is ready, and how long it may take from a clean clone. */
const OUTPUTS = '.alpes/outputs.json';
const READY_MS = 300_000;

function settings(): { readonly installed: boolean } {
  return parseArgs({ options: { installed: { type: 'boolean', default: false } } }).values;
}

async function main({ installed }: { readonly installed: boolean }): Promise<number> {
  const blocks = blocksOf(readFileSync('README.md', 'utf8'));
  const different = differences(blocks, blocksOf(readFileSync('README.es.md', 'utf8')));
  if (different.length > 0) {
    console.error(`README.es.md differs from README.md:\n  ${different.join('\n  ')}`);
    return 1;
  }
  const started: ChildProcess[] = [];
  try {
    for (const block of blocks.filter(({ run }) => run === 'background')) started.push(await begin(block, installed));
    return await runAll(blocks.filter(({ run }) => run === 'now'));
  } finally {
    for (const child of started) await interrupt(child);
  }
}

/** Starts the grid by the README's command, and waits until it is ready. */
async function begin({ code, line }: Block, installed: boolean): Promise<ChildProcess> {
  rmSync(OUTPUTS, { force: true });
  const command = installed ? code.replaceAll('npm ci && ', '') : code;
  console.log(`── README.md:${line} (left running)\n${command}`);
  // A group of its own, to be ended whole, as Ctrl-C does.
  const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = performance.now() + READY_MS;
  while (!existsSync(OUTPUTS)) {
    if (hasEnded(child)) throw new Error(`README.md:${line} ended with ${child.exitCode} before it was ready.`);
    if (performance.now() > end) {
      await interrupt(child);
      throw new Error(`README.md:${line} was not ready after ${READY_MS / 1_000} s.`);
    }
    await pause(100);
  }
  return child;
}

/** Runs blocks in one shell, so that a variable set in one is known in the next. The first command that fails ends it. */
async function runAll(blocks: readonly Block[]): Promise<number> {
  const script = blocks.map(({ code, line }) => `echo '── README.md:${line}' >&2\n${code}`).join('\n');
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(shell, 'exit');
  console.log(code === 0 ? `${blocks.length} blocks of README.md ran.` : `A block of README.md failed (${code}).`);
  return code === 0 ? 0 : 1;
}

async function interrupt(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  process.kill(-(child.pid as number), 'SIGINT');
  await ended;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

process.exitCode = await program(USAGE, settings, main);
