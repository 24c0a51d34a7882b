import { paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { PREFIX } from '#infra/cdk/names.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { show, table } from '../output.ts';
import { type QueueState, queueState, total } from '../queues.ts';

/** A queue with its dead letters; `queue` is absent where something else than a queue leaves dead letters. */
export interface Pair {
  /** Its short name: that of the function it feeds. */
  readonly name: string;
  readonly queue: QueueState | undefined;
  readonly dead: (QueueState & { readonly url: string }) | undefined;
}

/** Shows every queue, how much is in it, and how many dead letters it has. */
export async function listar(options: GlobalOptions): Promise<void> {
  connect(options);
  const pairs = await queuePairs(new SQSClient({}));
  const rows = pairs.map(({ name, queue, dead }) => ({
    cola: name,
    pendientes: queue?.waiting ?? null,
    enCurso: queue?.inFlight ?? null,
    aplazados: queue?.delayed ?? null,
    muertos: dead ? total(dead) : null,
  }));
  show(options, rows, () =>
    table(
      ['COLA', 'PENDIENTES', 'EN CURSO', 'APLAZADOS', 'MUERTOS'],
      rows.map((row) => Object.values(row).map((value) => value ?? '–')),
    ),
  );
}

/** The queues of the application, each with its dead-letter queue. */
export async function queuePairs(client: SQSClient): Promise<Pair[]> {
  const urls: string[] = [];
  for await (const page of paginateListQueues({ client, pageSize: 100 }, { QueueNamePrefix: `${PREFIX}-` }))
    urls.push(...(page.QueueUrls ?? []));
  const states = await Promise.all(urls.map(async (url) => ({ url, ...(await queueState(client, url)) })));
  const byArn = new Map(states.map((state) => [state.arn, state]));
  const owned = new Set(states.flatMap(({ deadArn }) => deadArn ?? []));
  const queues = states.filter(({ arn }) => !owned.has(arn));
  return queues
    .map((state): Pair => {
      const { arn, deadArn } = state;
      const name = arn.slice(arn.lastIndexOf(':') + 1 + `${PREFIX}-`.length);
      if (name.endsWith(DEAD)) return { name: name.slice(0, -DEAD.length), queue: undefined, dead: state };
      return { name, queue: state, dead: deadArn ? byArn.get(deadArn) : undefined };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

const DEAD = '-dlq';
