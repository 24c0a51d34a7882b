import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { bodyOf } from './body.ts';

type Sent = string | Buffer;

/** The body of a request, as a function gets it: bytes come in base64. */
const sent = (body: Sent, type: string | undefined = 'application/json') =>
  bodyOf({
    headers: type === '' ? {} : { 'content-type': type },
    body: body.toString(typeof body === 'string' ? undefined : 'base64'),
    isBase64Encoded: typeof body !== 'string',
  } as unknown as APIGatewayProxyEvent);

const refusal = (body: Sent, type?: string): unknown => {
  try {
    return sent(body, type);
  } catch (error) {
    return error;
  }
};

test('a JSON object is taken, from text and from bytes', () => {
  expect(sent('{"a":"á: \\":{}"}')).toStrictEqual({ a: 'á: ":{}' });
  expect(sent(Buffer.from('{"a":{"b":[1,{"b":null}]}}'))).toStrictEqual({ a: { b: [1, { b: null }] } });
});

test('no body is an empty one, whatever its type', () => expect(sent('', 'text/xml')).toStrictEqual({}));

describe('the content type', () => {
  test.each([
    'application/json',
    'Application/JSON; charset="UTF-8"',
    'application/merge-patch+json;charset=utf8',
    ' application/json ; profile=x;  charset = "utf-8" ',
    'application/json; xcharset=latin1; charset2=latin1',
  ])('%s is JSON', (type) => expect(sent('{}', type)).toStrictEqual({}));
  test.each([
    '',
    'text/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'text/json',
    'x/application/json',
    'application/json;charset=latin1',
    'application/json; charset  =  latin1',
    'application/json; charset=latin1',
  ])('"%s" is none', (type) =>
    expect(refusal('{}', type)).toMatchObject({
      code: 'TIPO_NO_ADMITIDO',
      detail: expect.stringContaining('application/json'),
    }),
  );
});

test.each([
  ['no JSON', '{"a":', 'No es JSON'],
  ['a list', '[]', 'Debe ser un objeto JSON'],
  ['a number', '3', 'Debe ser un objeto JSON'],
  ['a text', '"a"', 'Debe ser un objeto JSON'],
  ['null', 'null', 'Debe ser un objeto JSON'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'No es UTF-8'],
  ['a name twice', '{"a":1,"a":2}', 'Un nombre aparece más de una vez en el mismo objeto'],
  [
    'a name twice, written otherwise',
    '{"b":[{"a":1,"\\u0061":2}]}',
    'Un nombre aparece más de una vez en el mismo objeto',
  ],
  ['21 levels', `${'{"a":'.repeat(20)}{}${'}'.repeat(20)}`, 'Tiene más de 20 niveles'],
  ['a hundred thousand levels', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'Tiene más de 20 niveles'],
])('%s is refused', (_, body, mensaje) =>
  expect(refusal(body)).toMatchObject({ code: 'ENTRADA_INVALIDA', errors: [{ campo: '(cuerpo)', mensaje }] }),
);

test.each(['{}', '{"a":1}', '{"a":null,"b":"c"}'])('twenty levels are taken, the last of them %s', (last) =>
  expect(() => sent(`${'{"a":'.repeat(19)}${last}${'}'.repeat(19)}`)).not.toThrow(),
);

test('__proto__ is a name like another, and reaches no prototype', () => {
  const body = sent('{"__proto__":{"x":1}}');
  expect(Object.keys(body)).toStrictEqual(['__proto__']);
  expect('x' in body).toBe(false);
});

test('the size is bounded in bytes, and the bound is told', () => {
  const most = JSON.stringify({ a: 'é'.repeat((1_048_576 - 8) / 2) });
  expect(() => sent(most)).not.toThrow();
  expect(() => sent(Buffer.from(most))).not.toThrow();
  const refused = { code: 'PETICION_DEMASIADO_GRANDE', detail: expect.stringContaining('1048576') };
  expect(refusal(`${most} `)).toMatchObject(refused);
  expect(refusal(Buffer.from(`${most} `))).toMatchObject(refused);
});
