import {
  type DescEnum,
  type DescField,
  type DescMessage,
  fromJson,
  type JsonObject,
  type JsonValue,
  type MessageShape,
  toJson,
} from '@bufbuild/protobuf';

/**
 * A message as the API takes it: its members have the same names, times are ISO 8601, a word of a list is the API's
 * (`enTransito`), and one that was not said is not there.
 */
export function toApi<D extends DescMessage>(schema: D, message: MessageShape<D>): JsonObject {
  const json = toJson(schema, message, { alwaysEmitImplicit: true });
  return rewrite(schema, json as JsonObject, ({ values, sharedPrefix = '' }, name) => {
    const value = values.find((one) => one.name === name);
    return value && value.number !== 0 ? camel(value.name.slice(sharedPrefix.length)) : undefined;
  });
}

/** What the API answers as a message. What this version of the protos does not know is left out. */
export function fromApi<D extends DescMessage>(schema: D, json: JsonObject): MessageShape<D> {
  const known = rewrite(
    schema,
    json,
    ({ values, sharedPrefix = '' }, word) =>
      values.find(({ name, number }) => number !== 0 && camel(name.slice(sharedPrefix.length)) === word)?.name,
  );
  return fromJson(schema, known, { ignoreUnknownFields: true });
}

/** Of a member of a list of words; `undefined` leaves it out. */
type Word = (of: DescEnum, word: string) => string | undefined;

function rewrite(schema: DescMessage, json: JsonObject, word: Word): JsonObject {
  const fields = new Map(schema.fields.map((field) => [field.jsonName, field]));
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) => {
      const field = fields.get(name);
      const changed = field ? memberOf(field, value, word) : value;
      return changed === undefined ? [] : [[name, changed]];
    }),
  );
}

function memberOf(field: DescField, value: JsonValue, word: Word): JsonValue | undefined {
  if (field.enum) return typeof value === 'string' ? word(field.enum, value) : undefined;
  const { message } = field;
  if (!message) return value;
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? rewrite(message, one, word) : one));
  return isObject(value) ? rewrite(message, value, word) : value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `EN_TRANSITO` is `enTransito`. */
function camel(name: string): string {
  return name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
