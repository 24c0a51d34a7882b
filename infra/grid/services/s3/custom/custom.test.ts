import { expect, test } from 'vitest';
import { createFilter } from './filters.ts';
import { replaceMarkers } from './markers.ts';

test.each([
  ['all, where nothing is said', [], [], { 'a.md': true }],
  [
    'not what is excluded, slashes are no bound',
    ['*.md'],
    [],
    { 'a.md': false, 'b/c/a.md': false, 'a.mdx': true, md: true },
  ],
  [
    'of what is excluded, what is included again',
    ['*'],
    ['b/*', '?.js'],
    { 'b/c/d': true, 'a.js': true, 'ab.js': false, c: false },
  ],
  [
    'one of some characters, or none of them',
    ['[ab]x', '[!a-c]y', '[]]z'],
    [],
    { ax: false, cx: true, dy: false, ay: true, ']z': false },
  ],
  [
    'names with what means something to a pattern of ours',
    ['a+(b).{1}|$', 'c\\d'],
    [],
    { 'a+(b).{1}|$': false, 'aab.1': true, 'c\\d': false },
  ],
])('%s', (_, exclude, include, paths) => {
  const isTaken = createFilter(exclude, include);
  expect(Object.fromEntries(Object.keys(paths).map((path) => [path, isTaken(path)]))).toStrictEqual(paths);
});

const M = '<<marker:0xbaba:0>>';
test.each([
  ['as it is', '"', {}, `{"a":"${M}","b":"${M}"}`, '{"a":""","b":"""}'],
  ['escaped within a text of JSON', 'a"ñ\n', { jsonEscape: 'true' }, `{"a":"${M}"}`, '{"a":"a\\"\\u00f1\\n"}'],
  ['as a value of JSON', 'a"', { markerEncodings: { [M]: 'JSON_VALUE' } }, `{"a":${M}}`, '{"a":"a\\""}'],
  ['as YAML, plain', 'a.b', { markerEncodings: { [M]: 'YAML_STRING' } }, `a: ${M}`, 'a: a.b'],
  ['as YAML, where it would be no text', 'Yes', { markerEncodings: { [M]: 'YAML_STRING' } }, `a: ${M}`, 'a: "Yes"'],
  ['in letters that are not ASCII', '$& ñ', {}, `ñ ${M}`, 'ñ $& ñ'],
])('a value takes the place of its marker %s', (_, value, config, text, result) => {
  expect(replaceMarkers(Buffer.from(text), { [M]: value }, config).toString()).toBe(result);
});

test('bytes that are no text stay what they are, and an unknown encoding is told', () => {
  const bytes = Buffer.from([0xff, 0xfe, 0, 0x80]);
  expect(replaceMarkers(bytes, { [M]: 'a' })).toStrictEqual(bytes);
  expect(() => replaceMarkers(bytes, { [M]: 'a' }, { markerEncodings: { [M]: 'HTML' } })).toThrow(
    'Unknown marker encoding: HTML',
  );
});
