import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { XRayClient } from '@aws-sdk/client-xray';
import type { Names } from '#infra/cdk/names.ts';
import { pause } from '../driver/pool.ts';
import { checkNotifications } from './avisos.ts';
import { settle } from './colas.ts';
import { checkBooks, checkStock } from './inventario.ts';
import { type LoggedEvent, readLog } from './log.ts';
import { checkCustody, checkPlaces } from './lugares.ts';
import { checkForgotten } from './olvido.ts';
import { checkAccepted, checkOrders } from './ordenes.ts';
import { checkRoutes } from './rutas.ts';
import { checkTraces } from './trazas.ts';
import { checkViews } from './vistas.ts';

const SETTLE_MS = 60_000;
const LOOK_MS = 300;

/** What was found when the log was held against everything else. */
export interface Verdict {
  readonly violations: readonly string[];
  readonly log: ReadonlyMap<string, readonly LoggedEvent[]>;
}

/** What is looked at. */
export interface Verified {
  /** Of an emulator's AWS APIs; without one, the AWS account that the environment names. */
  readonly endpoint: string | undefined;
  /** What everything of its stage is called. */
  readonly names: Names;
  /** Whether it keeps traces. */
  readonly traces: 'kept' | 'none';
  /** Whether every order must have come to its end; else only what holds at any time is checked. */
  readonly orders: 'ended' | 'underWay';
  /** Customers who were forgotten, and texts that nobody may be able to read any more. */
  readonly forgotten?: { readonly customers: ReadonlySet<string>; readonly texts: readonly string[] };
}

/** Checks, by other means than the code under test, that nothing was lost, doubled or left behind. */
export async function verify(
  { endpoint, names, traces, orders, forgotten }: Verified,
  accepted: Iterable<string>,
): Promise<Verdict> {
  const client = settingsOf(endpoint);
  const tables = { dynamodb: new DynamoDBClient(client), names };
  const sqs = new SQSClient(client);
  const xray = traces === 'kept' ? new XRayClient(client) : undefined;
  const ids = [...accepted];
  const stuck = await settle(sqs, names, SETTLE_MS);
  // Views follow their facts: what is still behind is looked at again before it counts.
  const end = performance.now() + SETTLE_MS;
  for (;;) {
    const log = await readLog(tables);
    const violations = [
      ...stuck,
      ...(orders === 'ended' ? whenEnded(log, ids) : underWay(log, ids)),
      ...(await checkViews(tables, log)),
      ...(await checkNotifications(tables, log, forgotten?.customers)),
      ...(await checkForgotten(tables, forgotten?.texts ?? [])),
      ...(xray ? await checkTraces(xray, names, log, ids) : []),
    ];
    if (violations.length === 0 || performance.now() > end) return { violations, log };
    await pause(LOOK_MS * 3);
  }
}

type Log = Verdict['log'];

function whenEnded(log: Log, accepted: readonly string[]): string[] {
  return [...checkOrders(log, accepted), ...checkStock(log), ...checkPlaces(log), ...checkRoutes(log)];
}

function underWay(log: Log, accepted: readonly string[]): string[] {
  return [...checkAccepted(log, accepted), ...checkBooks(log), ...checkCustody(log)];
}

/** How an SDK client finds an emulator, or by itself AWS. */
function settingsOf(endpoint: string | undefined) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return endpoint ? { endpoint, region: 'us-east-1', credentials } : {};
}
