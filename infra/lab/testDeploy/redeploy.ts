import { inspect, isDeepStrictEqual } from 'node:util';
import { apiClient } from '#infra/clients/api/client.ts';
import { KNOWN_DROPS } from '../smoke/known.ts';
import { compareResources, describeDrops } from '../smoke/resources.ts';
import { driveOrders } from '../smoke/run.ts';
import { captureUser } from './capturedUser.ts';
import { NEW_ROUTE } from './change.ts';
import { emptyIndexes, newViewFollows } from './changedTables.ts';
import type { Deployed } from './deployed.ts';
import type { Outcome } from './outcome.ts';
import { lostRows, rowsOf } from './rows.ts';
import { INDEXES, KNOWN_UNCHANGED } from './unchanged.ts';
import { leaveMessages, takeMessages } from './waitingMessages.ts';
import { warmUp } from './warmUp.ts';

/**
 * Deploys a changed template over a system with data in it: the change has to arrive, what was there has to stay, and
 * orders have to go on.
 */
export async function deployChange(
  outcome: Outcome,
  before: Deployed,
  redeploy: () => Promise<Deployed>,
): Promise<void> {
  const rows = await rowsOf(before.endpoint, before.assembly);
  const shown = await delivered(before);
  const queues = await leaveMessages(before.endpoint, before.assembly);
  const after = await outcome.step('redeploy', redeploy);
  if (!after) return;
  const { endpoint, assembly } = after;
  const now = await rowsOf(endpoint, assembly);
  outcome.check('no row was lost by the change', lostRows(rows, now));
  outcome.check('no message that waited was lost by the change', await takeMessages(endpoint, queues));
  await checkResources(outcome, after);
  if (!(INDEXES in KNOWN_UNCHANGED[outcome.grid]))
    outcome.check('each new index has every row', await emptyIndexes(endpoint, now));
  if (outcome.grid === 'ministack') await outcome.step('warm up again', () => warmUp(endpoint, assembly));
  const answer = await delivered(after).catch(String);
  outcome.check('the changed functions answer as before', isDeepStrictEqual(answer, shown) ? [] : [inspect(answer)]);
  outcome.check('the added route answers', await answersAlike(after).catch((error) => [String(error)]));
  await oneMoreOrder(outcome, after);
  // Not before: a grid may read the table's stream again when its consumer changes, which is news to nobody and a row more.
  outcome.check("the legacy system's users are customers", await captureUser(after).catch((error) => [String(error)]));
}

/** Whether an order is the same by the route that the change has brought. */
async function answersAlike(deployed: Deployed): Promise<string[]> {
  const api = apiClient(deployed.apiUrl, deployed.token);
  const [{ ordenId }] = (await delivered(deployed)).elementos;
  const known = await api.get(`/ordenes/${ordenId}`);
  const answer = await api.get(`${NEW_ROUTE}/${ordenId}`).catch(String);
  return isDeepStrictEqual(answer, known) ? [] : [inspect(answer)];
}

function delivered({ apiUrl, token }: Deployed): Promise<{ elementos: [{ ordenId: string }] }> {
  return apiClient(apiUrl, token).get('/ordenes', { estado: 'entregada', limite: 200 });
}

async function checkResources(outcome: Outcome, { endpoint, assembly }: Deployed): Promise<void> {
  const { compared, drops } = await compareResources(endpoint, assembly);
  const unchanged = drops.filter(({ key }) => !(key in KNOWN_DROPS[outcome.grid]));
  const known = KNOWN_UNCHANGED[outcome.grid];
  outcome.check(
    `the change is in all ${compared} resources, but for what is known`,
    describeDrops(unchanged.filter(({ key }) => !(key in known))),
  );
  outcome.check(
    'what is known to be left unchanged is still left',
    Object.keys(known).filter((key) => !unchanged.some((drop) => drop.key === key)),
  );
  outcome.notes.push(...describeDrops(unchanged).map((drop) => `leaves ${drop}`));
}

/** Through every changed function and queue, and into the added consumer. */
async function oneMoreOrder(outcome: Outcome, deployed: Deployed): Promise<void> {
  const result = await outcome.step('one more order', () =>
    driveOrders({ ...deployed, grid: outcome.grid, orders: 1 }),
  );
  if (!result) return;
  const { orders, violations } = result.summary;
  outcome.check('one more order came to its end', orders === 1 ? [] : [`${orders} were accepted`]);
  outcome.check('the log, the views, the stock and the queues still agree', violations);
  await outcome.step('the added read model follows', () => newViewFollows(deployed));
}
