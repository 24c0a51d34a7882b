import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { marshall } from '@aws-sdk/util-dynamodb';
import { physicalName } from '#infra/cdk/names.ts';
import { inParallel } from '../../driver/pool.ts';
import { GridProcess } from '../../gridProcess.ts';
import { progressBar } from '../../progress.ts';
import { cambios, type Usuario, usuarios } from '../usuarios.ts';
import { type Espejo, mirrored } from './espejo.ts';
import type { Amounts } from './porDebezium.ts';

const TABLE = physicalName('usuarios-legado');
const SNAPSHOT = physicalName('instantaneaDeUsuarios');
const AT_ONCE = 8;
const FAILURES = 20;

/** The same users and the same changes, by the stream of a DynamoDB table and the snapshot of it. */
export async function byStream({ rows, changes }: Amounts): Promise<Espejo> {
  const grid = new GridProcess();
  const end = () => void grid.stop().then(() => process.exit(1));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const outputs = await grid.start();
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
    await Promise.all([working, snapshot(lambda)]);
    return await mirrored({ outputs, filas: [...table.values()], eliminados });
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    await grid.stop();
  }
}

/** To its end. A call that ran out of time on a busy machine has kept how far it had come: another one goes on. */
async function snapshot(lambda: LambdaClient): Promise<void> {
  for (let failures = 0; failures < FAILURES; ) {
    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: SNAPSHOT, Payload: '{}' }));
    const answer = Buffer.from(Payload ?? []).toString();
    if (FunctionError) {
      failures++;
      console.log(`The snapshot goes on after: ${answer}`);
    } else if (JSON.parse(answer).stage === 'over') return;
  }
  throw new Error(`The snapshot has failed ${FAILURES} times.`);
}

/** What is not said is not there. */
function itemOf(fila: Usuario) {
  return marshall(Object.fromEntries(Object.entries(fila).filter(([, value]) => value !== null)));
}
