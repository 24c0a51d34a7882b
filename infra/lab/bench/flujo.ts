import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { request } from 'undici';
import { startGrid } from '#infra/grid/grid.ts';
import { inParallel } from '../driver/pool.ts';
import { progressBar } from '../progress.ts';
import { writeSection } from './section.ts';

/** With so many records in the stream, dynoxide alone had fallen to a ninth of its writes. */
const FILLED = 20_000;
const WRITES = 2_000;
const AT_ONCE = 8;
/** A ratio below this says that the stream is scanned again at every write. */
const LEAST = 0.5;

/** Measures how many writes a second a table with a stream takes, with an empty stream and with a long one. */
export async function flujo(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'alpes-flujo-'));
  // Kept in memory where the machine can: a disk's own speed would hide what is measured.
  const grid = await startGrid({ assembly: synthTable(path.join(folder, 'assembly')) });
  try {
    const table = String(Object.values(grid.outputs.flujo ?? {})[0]);
    const bar = progressBar('Writes            ', FILLED + 2 * WRITES);
    let next = 0;
    /** Writes so many items; gives how many a second. */
    const write = async (count: number): Promise<number> => {
      const began = performance.now();
      await inParallel(
        Array.from({ length: count }, () => next++),
        AT_ONCE,
        async (id) => {
          await put(grid.endpoint, table, id);
          bar.step();
        },
      );
      return count / ((performance.now() - began) / 1_000);
    };
    await write(WRITES / 2);
    const empty = await write(WRITES / 2);
    await write(FILLED);
    const long = await write(WRITES);
    bar.end();
    report(empty, long);
  } finally {
    await grid.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function synthTable(outdir: string): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'flujo');
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
  });
  new CfnOutput(stack, 'Name', { value: table.tableName });
  app.synth();
  return outdir;
}

/** Without the SDK: it would take more time than what is measured. */
async function put(endpoint: string, TableName: string, id: number): Promise<void> {
  const { statusCode, body } = await request(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ TableName, Item: { id: { S: String(id) }, text: { S: 'x'.repeat(500) } } }),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`PutItem: ${statusCode} ${text}`);
}

function report(empty: number, long: number): void {
  const ratio = long / empty;
  const text = [
    '## Writes with a long stream',
    '',
    `A table with a stream, in memory, ${AT_ONCE} writes at a time through the endpoint: ${empty.toFixed(0)} writes/s with an empty stream, ${long.toFixed(0)} after ${FILLED} records, a ratio of ${ratio.toFixed(2)}. Below ${LEAST} the engine scans the stream at every write (dynoxide without the grid's index: 0.11), and the bench fails.`,
    '',
    `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}. \`npm run bench -- flujo\``,
  ].join('\n');
  console.log(text);
  writeSection('flujo', text);
  if (ratio < LEAST) process.exitCode = 1;
}
