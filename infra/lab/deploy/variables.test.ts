import { expect, test } from 'vitest';
import { largeVariables, refuseLargeVariables } from './variables.ts';

const taking = (Variables: object) => ({
  Parameters: { TokenKeys: {}, PageUrl: { Default: 'u'.repeat(100) } },
  Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f', Environment: { Variables } } } },
});
/** `{"K":"…"}` around so many bytes. */
const AROUND = 8;

test.each([
  ['4 KB', { K: 'x'.repeat(4_096 - AROUND) }, []],
  ['a byte more', { K: 'x'.repeat(4_097 - AROUND) }, ['f: 4,097 bytes']],
  ['two bytes of a letter more', { K: `ñ${'x'.repeat(4_095 - AROUND)}` }, ['f: 4,097 bytes']],
  ['4 KB with a parameter', { K: { Ref: 'TokenKeys' } }, ['f: 5,008 bytes']],
  [
    '4 KB with one that is not said',
    { K: { 'Fn::Join': ['-', ['x'.repeat(3_988), { Ref: 'PageUrl' }]] } },
    ['f: 4,097 bytes'],
  ],
  ['what only the deployment knows', { K: { 'Fn::GetAtt': ['Q', 'Arn'] }, L: { 'Fn::ImportValue': 'x' } }, []],
])('a function with %s', (_, variables, refused) =>
  expect(largeVariables(taking(variables), { TokenKeys: 'k'.repeat(5_000) })).toStrictEqual(refused),
);

test('keys that do not fit are refused with a way out, and with the functions that have them', () => {
  const templates = [taking({ K: { Ref: 'TokenKeys' } })];
  refuseLargeVariables(templates, { TokenKeys: 'https://emisor.example/keys' });
  expect(() => refuseLargeVariables(templates, { TokenKeys: `data:a,${'k'.repeat(4_096)}` })).toThrow(
    /give the https: address where the issuer has its keys.*\n {2}f: 4,111 bytes$/,
  );
});
