import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { correlationOf, tokenHeader } from './headers.ts';
import { answer, bareInput, inputOf, isFromApi, questionOf } from './http.ts';

const MEMBERS = { top: z.int().min(1).default(10).optional(), name: z.string() };

/** What a question says for a query string, as API Gateway hands it on. */
function asked(query: string, pathParameters: Record<string, string> | null = null): Record<string, unknown> {
  const parameters = new URLSearchParams(query);
  const names = [...new Set(parameters.keys())];
  return questionOf(
    {
      pathParameters,
      queryStringParameters: Object.fromEntries(parameters),
      multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, parameters.getAll(name)])),
    } as unknown as APIGatewayProxyEvent,
    MEMBERS,
  );
}

const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('a question', () => {
  test.each(['1', '200', '-5', '0', '0.5'])('has a number of %s, where a number is meant', (text) =>
    expect(asked(`top=${text}&name=${text}`)).toStrictEqual({ top: Number(text), name: text }),
  );
  test.each(['1e3', '0x10', '+5', '%2B5', '%205', '5%20', '1.0', '-0', '007', '', '99999999999999999999', 'cinco'])(
    'has a text of %s, which is no number',
    (text) => expect(typeof asked(`top=${text}`).top).toBe('string'),
  );
  test('has what nobody declared as it came', () =>
    expect(asked('constructor=1&__proto__=1')).toStrictEqual(
      Object.fromEntries([
        ['constructor', '1'],
        ['__proto__', '1'],
      ]),
    ));
  test('with a parameter twice is refused', () =>
    expect(refusal(() => asked('name=a&top=1&name=b'))).toMatchObject({
      code: 'ENTRADA_INVALIDA',
      errors: [{ campo: 'name', mensaje: 'Aparece más de una vez' }],
    }));
  test('takes its path before its query', () =>
    expect(asked('name=a', { name: 'b%20c' })).toStrictEqual({ name: 'b c' }));
  test('whose path is not encoded well is refused', () =>
    expect(refusal(() => asked('', { name: '%ff' }))).toMatchObject({
      errors: [{ campo: 'name', mensaje: 'No está bien codificado en la ruta' }],
    }));
});

const BARE = [null, undefined, 'httpMethod', 7, true, ['httpMethod']];

test('whoever invokes by hand gives an object, which is none of the API', () => {
  for (const by of [...BARE, {}, { httpmethod: 'GET' }]) expect(isFromApi(by)).toBe(false);
  expect(isFromApi({ httpMethod: 'GET' })).toBe(true);
  expect(bareInput({ a: 1 })).toStrictEqual({ a: 1 });
  for (const by of BARE)
    expect(refusal(() => bareInput(by))).toMatchObject({
      code: 'ENTRADA_INVALIDA',
      errors: [{ campo: '(cuerpo)', mensaje: 'Debe ser un objeto JSON' }],
    });
});

test('an input is the body with the parameters of the path, which win', () => {
  const event = { headers: { 'Content-Type': 'application/json' }, body: '{"id":"body","n":1}' };
  expect(inputOf({ ...event, pathParameters: { id: 'a%20%C3%B1' } } as never)).toStrictEqual({ id: 'a ñ', n: 1 });
  expect(inputOf({ body: null, pathParameters: null, queryStringParameters: null } as never)).toStrictEqual({});
});

test('an answer is JSON that nobody keeps without asking, and its own headers win', () => {
  expect(answer(201, { a: 'ñ' })).toStrictEqual({
    statusCode: 201,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' },
    body: '{"a":"ñ"}',
  });
  expect(answer(200, [], { ETag: '"x"', 'Cache-Control': 'no-store' }).headers).toStrictEqual({
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ETag: '"x"',
  });
});

test('a command with a query string is refused', () => {
  const event = { body: '{}', headers: { 'content-type': 'application/json' }, queryStringParameters: { name: 'a' } };
  expect(refusal(() => inputOf(event as never))).toMatchObject({
    code: 'ENTRADA_INVALIDA',
    errors: [{ campo: 'name', mensaje: 'No se conoce este campo' }],
  });
});

describe('a header that is kept', () => {
  const event = (...values: string[]) =>
    ({ multiValueHeaders: { 'x-correlation-id': values }, requestContext: { requestId: 'r-1' } }) as never;

  test('is taken when it is given once', () => {
    expect(tokenHeader(event('a'), 'X-Correlation-Id')).toBe('a');
    expect(correlationOf(event('a'))).toBe('a');
  });
  test('is taken from among others', () => {
    const others = { multiValueHeaders: { accept: ['x', 'y'], 'x-correlation-id': ['a'] } } as never;
    expect(tokenHeader(others, 'X-Correlation-Id')).toBe('a');
  });
  test('is taken where only one value a name is told', () =>
    expect(tokenHeader({ headers: { 'x-correlation-id': 'a' } } as never, 'X-Correlation-Id')).toBe('a'));
  test.each([[['a', 'b']], [['a', 'a']]])('is refused when it is given twice: %j', (values) => {
    expect(refusal(() => tokenHeader(event(...values), 'X-Correlation-Id'))).toMatchObject({
      errors: [{ campo: 'X-Correlation-Id', mensaje: 'Aparece más de una vez' }],
    });
    expect(correlationOf(event(...values))).toBe('r-1');
  });
});
