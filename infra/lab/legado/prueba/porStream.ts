import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { marshall } from '@aws-sdk/util-dynamodb';
import { LOCAL } from '#infra/cdk/names.ts';
import { inParallel } from '../../driver/pool.ts';
import { GridProcess } from '../../gridProcess.ts';
import { progressBar } from '../../progress.ts';
import { cambios, type Usuario, usuarios } from '../usuarios.ts';
import { type Espejo, keepKeys, mirrored } from './espejo.ts';
import type { Amounts } from './porDebezium.ts';

const TABLE = LOCAL.of('usuarios-legado');
const SNAPSHOT = LOCAL.of('instantaneaDeUsuarios');
const AT_ONCE = 8;
const FAILURES = 20;
/** How often the snapshot is killed: each time when the bus has taken a part of a page, and before it is kept how far it is. */
const KILLS = 2;
/** Of a page, that go to the bus in one call. */
const ROWS_A_CALL = 10;

/** What was seen, and how long it took: the snapshot, and from its beginning until all is as the table. */
export interface ByStream extends Espejo {
  readonly kills: number;
  readonly snapshotSeconds: number;
  readonly seconds: number;
}

/**
 * The same users and the same changes, by the stream of a DynamoDB table and the snapshot of it, which is killed twice in the
 * middle.
 */
export async function byStream({ rows, changes }: Amounts): Promise<ByStream> {
  const grid = new GridProcess();
  const end = () => void grid.stop().then(() => process.exit(1));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const outputs = await grid.start();
    await keepKeys(outputs);
    const client = {
      endpoint: outputs.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'a' },
    };
    const [dynamodb, lambda] = [new DynamoDBClient(client), new LambdaClient(client)];
    const filas = usuarios(rows);
    const table = new Map(filas.map((fila) => [fila.id, fila]));
    const put = (fila: Usuario) => dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: itemOf(fila) }));
    const bar = progressBar('Entering  ', rows);
    await inParallel(filas, AT_ONCE, async (fila) => {
      await put(fila);
      bar.step();
    });
    bar.end();
    const eliminados: number[] = [];
    const began = performance.now();
    const working = (async () => {
      for (const cambio of cambios(changes, filas)) {
        if (cambio.op === 'd') {
          await dynamodb.send(new DeleteItemCommand({ TableName: TABLE, Key: { id: { N: String(cambio.id) } } }));
          table.delete(cambio.id);
          eliminados.push(cambio.id);
        } else {
          await put(cambio.fila);
          table.set(cambio.fila.id, cambio.fila);
        }
      }
    })();
    const calls = rows / ROWS_A_CALL;
    const death = { call: 'events:PutEvents', by: SNAPSHOT };
    await grid.fault({ kind: 'crashAfter', on: death, rate: Math.min(1, (4 * KILLS) / calls), times: KILLS, seed: 5 });
    const snapshotted = snapshot(lambda).then((kills) => ({ kills, snapshotSeconds: since(began) }));
    const [{ kills, snapshotSeconds }] = await Promise.all([snapshotted, working]);
    const espejo = await mirrored({ outputs, filas: [...table.values()], eliminados });
    return { ...espejo, kills, snapshotSeconds, seconds: since(began) };
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    await grid.stop();
  }
}

/** Calls the snapshot until it is over; gives how often it was killed. A call that ran out of time on a busy machine has kept how far it had come. */
async function snapshot(lambda: LambdaClient): Promise<number> {
  let kills = 0;
  for (let failures = 0; failures < FAILURES; ) {
    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: SNAPSHOT, Payload: '{}' }));
    const answer = Buffer.from(Payload ?? []).toString();
    if (FunctionError) {
      failures++;
      if (answer.includes('Runtime.ExitError')) kills++;
      console.log(`The snapshot goes on after: ${answer}`);
    } else if (JSON.parse(answer).stage === 'over') return kills;
  }
  throw new Error(`The snapshot has failed ${FAILURES} times.`);
}

function since(began: number): number {
  return (performance.now() - began) / 1_000;
}

/** What is not said is not there. */
function itemOf(fila: Usuario) {
  return marshall(Object.fromEntries(Object.entries(fila).filter(([, value]) => value !== null)));
}
