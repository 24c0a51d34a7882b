import os from 'node:os';
import { some } from '../legado/prueba/espejo.ts';
import { byStream } from '../legado/prueba/porStream.ts';
import { writeSection } from './section.ts';

const ROWS = 10_000;
const CHANGES = 1_000;

/**
 * Snapshots the legacy system's users while they change, and kills the snapshot twice in the middle. Fails where customers are
 * not as the table in the end, row by row, or where a change was in effect twice or in disorder.
 */
export async function cdc([rows = String(ROWS), changes = String(CHANGES)]: string[]): Promise<void> {
  const amounts = { rows: Number(rows), changes: Number(changes) };
  if (!(amounts.rows > 0 && amounts.changes > 0))
    throw new Error(`How many rows and changes? Not "${rows} ${changes}".`);
  const { clientes, effects, kills, snapshotSeconds, seconds, violations } = await byStream(amounts);
  console.log(`${clientes.size} customers, ${effects} changes in effect, ${kills} deaths, ${seconds.toFixed(1)} s`);
  if (violations.length > 0) {
    console.error(some(violations));
    process.exitCode = 1;
    return;
  }
  const figures = [
    ['rows, and changes while they were snapshotted', `${amounts.rows}, ${amounts.changes}`],
    ['times that the snapshot was killed', kills],
    ['until the snapshot was over, in seconds', snapshotSeconds.toFixed(1)],
    ['until all customers were as the table, in seconds', seconds.toFixed(1)],
    ['changes in effect, each once (of what was entered, changed and read)', effects],
    ['rows that were wrong in the end', violations.length],
  ];
  writeSection(
    'cdc',
    [
      "## The legacy system's users",
      '',
      `\`npm run bench -- cdc\`, on ${os.availableParallelism()} cores, ${new Date().toISOString().slice(0, 10)}.`,
      '',
      '| | |',
      '| --- | ---: |',
      ...figures.map(([what, figure]) => `| ${what} | ${figure} |`),
    ].join('\n'),
  );
}
