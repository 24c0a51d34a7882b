import { expect, test } from 'vitest';
import { originsIn } from './origins.ts';

const HERE = process.cwd();

test.each<[string, readonly string[], string | undefined]>([
  [
    'an ES module',
    ['...new Function2 in aws-cdk-lib...', `file://${HERE}/app.mjs:8: (file://${HERE}/app.mjs:8:1)`],
    'app.mjs:8',
  ],
  [
    'a constructor',
    [`new Pila (${HERE}/lib/una pila.ts:12:5)`, `<anonymous> (${HERE}/bin/app.ts:3:1)`],
    'lib/una pila.ts:12',
  ],
  ['no function', [`at ${HERE}/app.ts:4:1`], 'app.ts:4'],
  ['no function, as CDK writes it', [`new Promise (:)`, `${HERE}/app.ts:7 (:)`], 'app.ts:7'],
  ['another language', [`<module> (${HERE}/app.py:9)`], 'app.py:9'],
  ['another folder', ['new Pila (/otra/lib/pila.ts:12:5)'], '/otra/lib/pila.ts:12'],
  [
    'a package before',
    [`new Fn (${HERE}/node_modules/aws-cdk-lib/aws-lambda/lib/function.js:1:9)`, `(${HERE}/app.ts:2:3)`],
    'app.ts:2',
  ],
  [
    'packages and Node alone',
    ['new Fn (/a/node_modules/b/c.js:1:9)', 'node:internal/modules/run_main:117:5', '...node internals...'],
    undefined,
  ],
])('a trace of %s', (_, frames, line) => {
  const resource = { type: 'aws:cdk:logicalId', data: 'Cola1' };
  const expected = line === undefined ? [] : [['Cola1', line]];
  const created = { '/Pila/Cola': [resource, { type: 'aws:cdk:creationStack', data: frames }] };
  expect([...originsIn(created)]).toStrictEqual(expected);
  const traced = {
    '/Pila/Cola': [
      { type: 'aws:cdk:warning', data: 'a', trace: frames },
      { ...resource, trace: frames },
    ],
  };
  expect([...originsIn(traced)]).toStrictEqual(expected);
});

test('without a trace there is nothing', () => {
  const notes = {
    '/Pila': [{ type: 'aws:cdk:stackTags' }],
    '/Pila/Cola': [{ type: 'aws:cdk:logicalId', data: 'Cola1' }],
  };
  expect([...originsIn(notes)]).toStrictEqual([]);
});
