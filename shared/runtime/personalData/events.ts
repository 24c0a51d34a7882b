import type { EventType } from '#shared/model/event.ts';
import { isSealed } from '#shared/model/sealed.ts';
import { decrypt, encrypt } from './cipher.ts';
import { keyOf, keyToWrite, type Place } from './keys.ts';
import { pathsOf, reach, replace } from './places.ts';

/**
 * An event's data with its personal fields encrypted. What came encrypted (passed on by a saga) stays as it is.
 * @param place of a stream: nothing begins about a customer who has asked to be forgotten.
 */
export async function encryptPersonal(type: EventType, data: any, place?: Place): Promise<unknown> {
  const paths = pathsOf(type.schema, type.type);
  const clear = reach(data, paths).some((value) => value !== undefined && value !== null && !isSealed(value));
  if (!clear) return data;
  const subject = subjectOf(type, data);
  const key = await keyToWrite(subject, place);
  return replace(data, paths, (value) => (isSealed(value) ? value : encrypt(value, key, subject)));
}

/**
 * An event's data with its personal fields readable; `null` in their place when the customer was forgotten. Throws when
 * something was not encrypted for the customer that the event names.
 */
export async function decryptPersonal(type: EventType, data: any): Promise<any> {
  const paths = pathsOf(type.schema, type.type);
  if (!reach(data, paths).some(isSealed)) return data;
  const subject = subjectOf(type, data);
  const key = await keyOf(subject);
  return replace(data, paths, (value) => {
    if (!isSealed(value)) return value;
    if (!key) return null;
    try {
      return decrypt(value, key, subject);
    } catch (cause) {
      throw new Error(`${type.type}: something in it was not encrypted for the customer ${subject}.`, { cause });
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
