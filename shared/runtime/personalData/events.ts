import type { EventType } from '#shared/model/event.ts';
import { type PersonalPath, personalPaths } from '#shared/model/personal.ts';
import { decrypt, encrypt, isEncrypted } from './cipher.ts';
import { keyOf, keyToWrite } from './keys.ts';

const paths = new WeakMap<EventType, readonly PersonalPath[]>();

/** An event's data with its personal fields encrypted. What came encrypted (passed on by a saga) stays as it is. */
export async function encryptPersonal(type: EventType, data: any): Promise<unknown> {
  const personal = pathsOf(type);
  const clear = personal.some((path) => reach(data, path).some((value) => value !== undefined && !isEncrypted(value)));
  if (!clear) return data;
  const subject = subjectOf(type, data);
  const key = await keyToWrite(subject);
  return personal.reduce(
    (result, path) => replace(result, path, (value) => (isEncrypted(value) ? value : encrypt(value, key, subject))),
    data,
  );
}

/** An event's data with its personal fields readable; `null` in their place when the customer was forgotten. */
export async function decryptPersonal(type: EventType, data: any): Promise<any> {
  const personal = pathsOf(type);
  if (!personal.some((path) => reach(data, path).some(isEncrypted))) return data;
  const subject = subjectOf(type, data);
  const key = await keyOf(subject);
  return personal.reduce(
    (result, path) =>
      replace(result, path, (value) => (isEncrypted(value) ? (key ? decrypt(value, key, subject) : null) : value)),
    data,
  );
}

/** An event's data with `null` in the place of everything personal, whether its key is still there or not. */
export async function blankPersonal(type: EventType, data: any): Promise<any> {
  return pathsOf(type).reduce((result, path) => replace(result, path, () => null), data);
}

function pathsOf(type: EventType): readonly PersonalPath[] {
  const known = paths.get(type) ?? personalPaths(type.schema);
  paths.set(type, known);
  return known;
}

function subjectOf(type: EventType, data: any): string {
  const subject = type.subject && data[type.subject];
  if (typeof subject !== 'string')
    throw new Error(`${type.type} holds personal data, but names no "subject" whose key encrypts it.`);
  return subject;
}

function reach(value: any, [head, ...rest]: PersonalPath): unknown[] {
  if (head === undefined) return [value];
  if (value === undefined || value === null) return [];
  return head === '*' ? value.flatMap((element: unknown) => reach(element, rest)) : reach(value[head], rest);
}

function replace(value: any, [head, ...rest]: PersonalPath, change: (value: unknown) => unknown): any {
  if (value === undefined || value === null) return value;
  if (head === undefined) return change(value);
  if (head === '*') return value.map((element: unknown) => replace(element, rest, change));
  return head in value ? { ...value, [head]: replace(value[head], rest, change) } : value;
}
