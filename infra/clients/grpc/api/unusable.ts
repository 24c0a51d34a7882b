import type { DescEnum, DescField, DescMessage, Message } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt';
import type { Interceptor } from '@connectrpc/connect';
import { invalid, type Refused } from './problem.ts';

/** A Timestamp is of the years 0001 to 9999 (google/protobuf/timestamp.proto); in seconds since 1970. */
const SECONDS = { least: -62_135_596_800n, most: 253_402_300_799n };
const NANOS = 1_000_000_000;

/**
 * Refuses messages with values that the wire carries and their schema does not allow, before a handler sees one: as ConnectError
 * INVALID_ARGUMENT with their fields, which in a stream of messages begin with the place of theirs (`[220].registrada_en`).
 */
export const usableOnly: Interceptor = (next) => (request) => {
  const { method } = request;
  if (!request.stream) {
    check(method.input, request.message);
    return next(request);
  }
  const many = method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming';
  return next({ ...request, message: checked(method.input, request.message, many) });
};

async function* checked<M extends Message>(schema: DescMessage, messages: AsyncIterable<M>, many: boolean) {
  let at = 0;
  for await (const message of messages) {
    check(schema, message, many ? `[${at}].` : '');
    at += 1;
    yield message;
  }
}

function check(schema: DescMessage, message: Message, place = ''): void {
  const refused = unusable(reflect(schema, message), place);
  if (refused.length > 0) throw invalid(refused);
}

/** The fields with times out of their range and numbers that are no word of their list, by their paths behind `place`. */
function unusable(message: ReflectMessage, place: string): Refused[] {
  return message.fields.flatMap((field) => {
    if (!message.isSet(field)) return [];
    if (field.fieldKind !== 'list') return ofValue(field, message.get(field), place + field.name);
    return [...message.get(field)].flatMap((one, at) => ofValue(field, one, `${place}${field.name}[${at}]`));
  });
}

function ofValue(field: DescField, value: unknown, campo: string): Refused[] {
  if (field.enum) return isWord(field.enum, value as number) ? [] : [{ campo, mensaje: `No tiene un valor ${value}` }];
  if (!field.message) return [];
  const inner = value as ReflectMessage;
  if (field.message.typeName !== TimestampSchema.typeName) return unusable(inner, `${campo}.`);
  return isMoment(inner.message as Timestamp)
    ? []
    : [{ campo, mensaje: 'Debe ser un momento de los años 0001 a 9999' }];
}

function isWord({ value }: DescEnum, number: number): boolean {
  return value[number] !== undefined;
}

function isMoment({ seconds, nanos }: Timestamp): boolean {
  return seconds >= SECONDS.least && seconds <= SECONDS.most && nanos >= 0 && nanos < NANOS;
}
