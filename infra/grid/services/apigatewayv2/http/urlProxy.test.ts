import { expect, test } from 'vitest';
import type { Routed } from './exchange.ts';
import { urlOf } from './urlProxy.ts';

test.each([
  ['https://a.example', {}, '', 'https://a.example'],
  ['https://a.example/{proxy}', { proxy: 'x/y z' }, '', 'https://a.example/x/y%20z'],
  ['https://a.example/{id}/b', { id: 'ñ?' }, 'q=1', 'https://a.example/%C3%B1%3F/b?q=1'],
  ['https://a.example/?a=1', {}, 'q=1', 'https://a.example/?a=1&q=1'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: how a URL names a stage variable
  ['https://${stageVariables.host}/{nadie}', {}, '', 'https://b.example/'],
])('%s with %j and ?%s is %s', (url, pathParameters, rawQuery, expected) => {
  const exchange = { rawQuery, stage: { variables: { host: 'b.example' } } };
  expect(urlOf({ url }, { exchange, pathParameters } as unknown as Routed)).toBe(expected);
});
