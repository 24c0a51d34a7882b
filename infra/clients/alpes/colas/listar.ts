import { paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import type { Names } from '#infra/cdk/names.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { show, table } from '../output.ts';
import { type QueueState, queueState, total } from '../queues.ts';
import { counted } from '../words.ts';
import { giveBack, readLetters } from './letters.ts';
import type { DeadQueue } from './resent.ts';

/** More letters of a queue tell the same, mostly. */
const LOOKED_AT = 50;
/** While they are read, others do not see them. */
const LOOKING_S = 10;

/** A queue with its dead letters; `queue` is absent where something else than a queue leaves dead letters. */
export interface Pair {
  /** Its short name: that of the function it feeds. */
  readonly name: string;
  readonly queue: (QueueState & { readonly url: string }) | undefined;
  readonly dead: DeadQueue | undefined;
}

/** Shows every queue, how much is in it, how many dead letters it has, and why they are dead. */
export async function listar(options: GlobalOptions): Promise<void> {
  const { names } = connect(options);
  const sqs = new SQSClient({});
  const pairs = await queuePairs(sqs, names);
  const rows = await Promise.all(
    pairs.map(async ({ name, queue, dead }) => ({
      cola: name,
      pendientes: queue?.waiting ?? null,
      enCurso: queue?.inFlight ?? null,
      aplazados: queue?.delayed ?? null,
      muertos: dead ? total(dead) : null,
      razones: dead ? await reasonsIn(sqs, dead) : [],
    })),
  );
  show(options, rows, () =>
    [
      table(
        ['COLA', 'PENDIENTES', 'EN CURSO', 'APLAZADOS', 'MUERTOS'],
        rows.map(({ razones: _, ...row }) => Object.values(row).map((value) => value ?? '–')),
      ),
      ...rows.filter(({ razones }) => razones.length > 0).map(({ cola, razones }) => told(cola, razones)),
    ].join('\n\n'),
  );
}

/** Why letters are dead, and how many of those that were looked at say so. */
interface Reason {
  readonly razon: string;
  readonly mensajes: number;
}

async function reasonsIn(sqs: SQSClient, dead: DeadQueue): Promise<Reason[]> {
  if (dead.waiting === 0) return [];
  const letters = await readLetters(sqs, dead.url, { most: LOOKED_AT, seconds: LOOKING_S });
  await giveBack(sqs, dead.url, letters);
  const groups = Map.groupBy(letters, ({ why }) => why);
  return [...groups].map(([razon, said]) => ({ razon, mensajes: said.length }));
}

function told(cola: string, reasons: readonly Reason[]): string {
  return [
    `Mensajes muertos de ${cola}:`,
    ...reasons.map(({ razon, mensajes }) => `  ${counted(mensajes, 'mensaje', 'mensajes')}: ${razon}`),
  ].join('\n');
}

/** The queues of a stage, each with its dead-letter queue. */
export async function queuePairs(client: SQSClient, names: Names): Promise<Pair[]> {
  const urls: string[] = [];
  for await (const page of paginateListQueues({ client, pageSize: 100 }, { QueueNamePrefix: names.of('') }))
    urls.push(...(page.QueueUrls ?? []));
  const states = await Promise.all(urls.map(async (url) => ({ url, ...(await queueState(client, url)) })));
  const byArn = new Map(states.map((state) => [state.arn, state]));
  const owned = new Set(states.flatMap(({ deadArn }) => deadArn ?? []));
  const queues = states.filter(({ arn }) => !owned.has(arn));
  return queues
    .map((state): Pair => {
      const { arn, deadArn } = state;
      const name = names.short(arn.slice(arn.lastIndexOf(':') + 1));
      if (name.endsWith(DEAD)) return { name: name.slice(0, -DEAD.length), queue: undefined, dead: state };
      return { name, queue: state, dead: deadArn ? byArn.get(deadArn) : undefined };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

const DEAD = '-dlq';
