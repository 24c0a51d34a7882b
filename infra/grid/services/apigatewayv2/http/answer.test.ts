import { expect, test } from 'vitest';
import type { PayloadFormat } from '../state.ts';
import { functionAnswer } from './answer.ts';

const JSON_TYPE = [['content-type', 'application/json']];
const TEXT_TYPE = ['Content-Type', 'text/plain; charset=utf-8'];

test.each<[unknown, unknown, string]>([
  ['hola', JSON_TYPE, 'hola'],
  [{ message: 'hola' }, JSON_TYPE, '{"message":"hola"}'],
  [[1, 2], JSON_TYPE, '[1,2]'],
  [7, JSON_TYPE, '7'],
  [null, JSON_TYPE, 'null'],
  [{ body: 'x' }, JSON_TYPE, '{"body":"x"}'],
])('format 2.0 infers an answer from %j', (payload, headers, body) => {
  expect(functionAnswer(JSON.stringify(payload), '2.0')).toStrictEqual({ status: 200, headers, body });
});

test.each<[PayloadFormat, object, object]>([
  ['2.0', { statusCode: 201 }, { status: 201, headers: [TEXT_TYPE], body: '' }],
  ['2.0', { statusCode: '201', body: 'x' }, { status: 201, headers: [TEXT_TYPE], body: 'x' }],
  [
    '2.0',
    {
      statusCode: 200,
      headers: { 'content-type': 'a/b' },
      cookies: ['a=1; Secure', 'b=2'],
      multiValueHeaders: { x: ['1'] },
    },
    {
      status: 200,
      headers: [
        ['content-type', 'a/b'],
        ['set-cookie', ['a=1; Secure', 'b=2']],
      ],
      body: '',
    },
  ],
  [
    '2.0',
    { statusCode: 200, body: 'AQI=', isBase64Encoded: true },
    { status: 200, headers: [TEXT_TYPE], body: Buffer.from([1, 2]) },
  ],
  [
    '2.0',
    { statusCode: 200, headers: { 'Content-Length': '9', Connection: 'close', 'WWW-Authenticate': 'Basic' } },
    { status: 200, headers: [['WWW-Authenticate', 'Basic'], TEXT_TYPE], body: '' },
  ],
  [
    '1.0',
    { statusCode: 200, multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] }, cookies: ['c=3'] },
    { status: 200, headers: [['set-cookie', ['a=1', 'b=2']], TEXT_TYPE], body: '' },
  ],
])('format %s takes %j', (format, payload, answer) => {
  expect(functionAnswer(JSON.stringify(payload), format)).toStrictEqual(answer);
});

test.each<[PayloadFormat, unknown, string]>([
  ['2.0', { statusCode: 'x' }, 'its statusCode is "x"'],
  ['2.0', { statusCode: null }, 'its statusCode is null'],
  ['2.0', { statusCode: 200, body: {} }, 'its body is not a text'],
  ['2.0', { statusCode: 200, cookies: 'a=1' }, 'its cookies are not a list'],
  ['1.0', { body: 'x' }, 'its statusCode is undefined'],
  ['1.0', 'x', 'it is not an object'],
])('format %s does not take %j', (format, payload, reason) => {
  expect(functionAnswer(JSON.stringify(payload), format)).toBe(reason);
});

test('what is not JSON is malformed', () => expect(functionAnswer('', '2.0')).toBe('it is not JSON'));
