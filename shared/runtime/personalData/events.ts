import type { Change, ChangeType } from '#shared/model/change.ts';
import type { EventType } from '#shared/model/event.ts';
import { isSealed } from '#shared/model/sealed.ts';
import { decrypt, encrypt } from './cipher.ts';
import { keyOf, keyToWrite, type Place } from './keys.ts';
import { pathsOf, reach, replace } from './places.ts';

/**
 * An event's data with its personal fields encrypted. What came encrypted (passed on by a saga) stays as it is.
 * @param place of a stream: nothing begins about a customer who has asked to be forgotten.
 */
export function encryptPersonal(type: EventType, data: any, place?: Place): Promise<unknown> {
  return sealed(type, data, async () => {
    const subject = subjectOf(type, data);
    return { subject, key: await keyToWrite(subject, place) };
  });
}

/** A change of a table elsewhere with its personal fields encrypted. */
export function encryptChange(type: ChangeType, change: Change): Promise<unknown> {
  return sealed(type, change, async () => {
    const subject = type.subject(change.key);
    return { subject, key: await keyToWrite(subject) };
  });
}

/** A change with its personal fields readable; `null` in their place when the customer was forgotten. Throws as `decryptPersonal` does. */
export function decryptChange(type: ChangeType, change: any): Promise<any> {
  return opened(type, change, () => type.subject(change.key));
}

/**
 * An event's data with its personal fields readable; `null` in their place when the customer was forgotten. Throws when
 * something was not encrypted for the customer that the event names.
 */
export function decryptPersonal(type: EventType, data: any): Promise<any> {
  return opened(type, data, () => subjectOf(type, data));
}

/** Whatever has a schema that says what is personal. */
type Declared = Pick<EventType, 'type' | 'schema'>;

async function sealed(
  { type, schema }: Declared,
  data: unknown,
  whose: () => Promise<{ readonly subject: string; readonly key: Buffer }>,
): Promise<unknown> {
  const paths = pathsOf(schema, type);
  const clear = reach(data, paths).some((value) => value !== undefined && value !== null && !isSealed(value));
  if (!clear) return data;
  const { subject, key } = await whose();
  return replace(data, paths, (value) => (isSealed(value) ? value : encrypt(value, key, subject)));
}

async function opened({ type, schema }: Declared, data: unknown, whose: () => string): Promise<any> {
  const paths = pathsOf(schema, type);
  if (!reach(data, paths).some(isSealed)) return data;
  const subject = whose();
  const key = await keyOf(subject);
  return replace(data, paths, (value) => {
    if (!isSealed(value)) return value;
    if (!key) return null;
    try {
      return decrypt(value, key, subject);
    } catch (cause) {
      throw new Error(`${type}: something in it was not encrypted for the customer ${subject}.`, { cause });
    }
  });
}

/** An event's data with `null` in the place of everything personal, whether its key is still there or not. */
export async function blankPersonal(type: EventType, data: any): Promise<any> {
  return replace(data, pathsOf(type.schema, type.type), () => null);
}

function subjectOf(type: EventType, data: any): string {
  const subject = type.subject && data[type.subject];
  if (typeof subject !== 'string')
    throw new Error(`${type.type} holds personal data, but names no "subject" whose key encrypts it.`);
  return subject;
}
