import type { SQSRecord } from 'aws-lambda';
import { arriving } from '#shared/model/arriving.ts';
import {
  type Change,
  type ChangeType,
  type ChangeValue,
  type Op,
  type Position,
  positionOf,
} from '#shared/model/change.ts';
import { fedByQueue } from '../lambda/middleware.ts';
import { Unreadable } from '../lambda/recorded.ts';
import { decryptChange } from '../personalData/events.ts';

/** What has become of a row, as whoever follows the table is told: what is personal in it is readable, or `null` where its customer was forgotten. */
export interface Reached<K, R> {
  readonly key: K;
  /** The row as it is now; `null` when it was deleted. */
  readonly row: R | null;
  readonly op: Op;
  readonly connector: ChangeValue<R>['source']['connector'];
  readonly position: Position;
}

/**
 * What wraps a function that is told of the changes of a table, by a queue: those of one key one after the other, by their
 * positions; a tombstone says nothing more than the deletion before it.
 * @param follow must do no harm with what comes twice or late.
 */
export function changeFunction<K, R>(type: ChangeType<K, R>, follow: (reached: Reached<K, R>) => Promise<unknown>) {
  const schema = arriving(type.schema, type.type);
  return fedByQueue<Change<K, R>>(
    {
      by: ({ key }) => type.subject(key),
      work: async (groups, failed) => {
        await Promise.all(
          [...groups].map(async ([subject, received]) => {
            try {
              const told = await Promise.all(received.map(({ event }) => decryptChange(type, event)));
              for (const reached of told.flatMap(reachedIn<K, R>).sort(byPosition)) await follow(reached);
            } catch (error) {
              failed(subject, error);
            }
          }),
        );
      },
    },
    (record) => changeIn(schema, record),
  );
}

function changeIn<K, R>(schema: ChangeType<K, R>['schema'], { body }: SQSRecord): Change<K, R> {
  const { success, data } = schema.safeParse(parsed(body)?.detail);
  if (!success) throw new Unreadable('The message is not a change as it was published.');
  return data;
}

function parsed(body: string): { readonly detail?: unknown } | undefined {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    // What is wrong with the text would quote it.
    return undefined;
  }
}

function reachedIn<K, R>({ key, value }: Change<K, R>): Reached<K, R>[] {
  if (value === null) return [];
  const { after: row, op, source } = value;
  return [{ key, row, op, connector: source.connector, position: positionOf(value) }];
}

function byPosition({ position: a }: Reached<unknown, unknown>, { position: b }: Reached<unknown, unknown>): number {
  const text = ({ epoch, place }: Position) => `${epoch}|${place ?? ''}`;
  return text(a) < text(b) ? -1 : 1;
}
