import { ConditionalCheckFailedException, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { variable } from '../environment.ts';
import { Lru } from '../lru.ts';

// One table: by whom it is told (`clienteId`) and when it happened (`cuando`, with the id of what is told); and before all
// times, how it goes with whoever is told.

/** For how many days it is kept. */
const KEPT_DAYS = 30;

/** Stands before all times: no time begins so. */
const HEALTH = '#';

/** How often an instance writes down that it goes well. */
const WELL_MS = 10 * 60_000;

const well = new Lru<number>(10_000);

/** Something that is told: to whom, its id, when it happened (ISO 8601), what it is, and how it stands. */
export interface Told {
  readonly of: string;
  readonly id: string;
  readonly at: string;
  readonly about: Readonly<Record<string, string>>;
  readonly state: string;
}

/** Since when telling fails, and when something was taken last (ISO 8601). */
export interface Health {
  readonly fallaDesde?: string | undefined;
  readonly exitoEn?: string | undefined;
}

/** Writes down how something that is told stands after an attempt. */
export async function noteAttempt({ of, id, at, about, state }: Told, attempt: object): Promise<void> {
  const told = JSON.stringify({ id, ...about, ocurrio: at });
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: variable('VIEW_TABLE'),
      Key: { clienteId: { S: of }, cuando: { S: `${at}|${id}` } },
      UpdateExpression:
        'SET #told = :told, #state = :state, #ends = :ends, #tries = list_append(if_not_exists(#tries, :none), :tries)',
      ExpressionAttributeNames: { '#told': 'noticia', '#state': 'estado', '#ends': 'expira', '#tries': 'intentos' },
      ExpressionAttributeValues: {
        ':told': { S: told },
        ':state': { S: state },
        ':ends': { N: String(Math.floor(Date.now() / 1_000) + KEPT_DAYS * 86_400) },
        ':none': { L: [] },
        ':tries': { L: [{ S: JSON.stringify(attempt) }] },
      },
    }),
  );
}

/** Writes down that something is not told any more, if there was an attempt; who was never told anything has no line of it. */
export async function noteDropped({ of, id, at, state }: Omit<Told, 'about'>): Promise<void> {
  try {
    await dynamodb().send(
      new UpdateItemCommand({
        TableName: variable('VIEW_TABLE'),
        Key: { clienteId: { S: of }, cuando: { S: `${at}|${id}` } },
        ConditionExpression: 'attribute_exists(clienteId)',
        UpdateExpression: 'SET #state = :state',
        ExpressionAttributeNames: { '#state': 'estado' },
        ExpressionAttributeValues: { ':state': { S: state } },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** What somebody was told, the newest first. @param before tells where to go on: a place that was given. */
export async function toldTo(of: string, limit: number, before = '~'): Promise<{ told: object[]; next?: string }> {
  const { Items = [], LastEvaluatedKey } = await dynamodb().send(
    new QueryCommand({
      TableName: variable('VIEW_TABLE'),
      KeyConditionExpression: '#of = :of AND #at BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#of': 'clienteId', '#at': 'cuando' },
      // What is before a place, and after how it goes.
      ExpressionAttributeValues: { ':of': { S: of }, ':first': { S: '0' }, ':last': { S: before } },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const told = Items.map(({ noticia, estado, intentos }) => ({
    ...JSON.parse(noticia?.S ?? '{}'),
    estado: estado?.S,
    intentos: (intentos?.L ?? []).map(({ S = '{}' }) => JSON.parse(S)),
  }));
  // The place just before the last one: its text without what makes it the last.
  return { told, ...(LastEvaluatedKey?.cuando?.S && { next: LastEvaluatedKey.cuando.S.slice(0, -1) }) };
}

/** Writes down that something was taken; not each time, since what is usual should cost little. */
export async function noteSuccess(of: string): Promise<void> {
  if ((well.get(of) ?? 0) > Date.now()) return;
  await change(of, 'SET #e = :now', { '#e': 'exitoEn' }, new Date().toISOString());
  well.set(of, Date.now() + WELL_MS);
}

/** Writes down that something was not taken, and gives how it goes: since when it fails stays as it was, or begins `anew`. */
export async function noteFailure(of: string, now: string, how: 'on' | 'anew' = 'on'): Promise<Health> {
  well.delete(of);
  return change(of, how === 'on' ? 'SET #f = if_not_exists(#f, :now)' : 'SET #f = :now', { '#f': 'fallaDesde' }, now);
}

async function change(
  of: string,
  UpdateExpression: string,
  names: Record<string, string>,
  now: string,
): Promise<Health> {
  const { Attributes = {} } = await dynamodb().send(
    new UpdateItemCommand({
      TableName: variable('VIEW_TABLE'),
      Key: { clienteId: { S: of }, cuando: { S: HEALTH } },
      UpdateExpression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':now': { S: now } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return { fallaDesde: Attributes.fallaDesde?.S, exitoEn: Attributes.exitoEn?.S };
}
