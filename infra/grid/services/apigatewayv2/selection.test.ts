// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub and selection expressions look like
import { expect, test } from 'vitest';
import { selectionOf } from './selection.ts';

test.each([
  ['$request.body.action', '{"action":"unir"}', 'unir'],
  ['${request.body.action}', '{"action":"unir"}', 'unir'],
  ['$request.body.a.b', '{"a":{"b":"c"}}', 'c'],
  ['$request.body.action', '{"action":7}', '7'],
  ['$request.body.action', '{"action":true}', 'true'],
  ['$request.body.action', '{"action":null}', undefined],
  ['$request.body.action', '{"action":{}}', undefined],
  ['$request.body.action', '{"action":["unir"]}', undefined],
  ['$request.body.action', '{}', undefined],
  ['$request.body.action', '"unir"', undefined],
  ['$request.body.action', 'null', undefined],
  ['$request.body.action', 'unir', undefined],
  ['$request.body.action', '', undefined],
  ['$request.body.constructor', '{}', undefined],
  ['$request.body.a.length', '{"a":"b"}', undefined],
  ['$request.body.action', '{"action":"$connect"}', undefined],
  ['$request.body.action', '{"action":"$disconnect"}', undefined],
  ['$request.body.action', '{"action":"$default"}', '$default'],
])('%s of %s', (expression, message, key) => {
  expect(selectionOf(expression)(message)).toBe(key);
});

test.each(['$request.header.a', '$request.body', '${request.body.a', '$request.body.a $request.body.b', undefined])(
  '%s is refused by name',
  (expression) => {
    expect(() => selectionOf(expression)).toThrow(`does not support RouteSelectionExpression ${expression}`);
  },
);
