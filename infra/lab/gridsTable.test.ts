import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withTable } from './gridsTable.ts';

const document = readFileSync('docs/grids.md', 'utf8');

test('docs/grids.md says what the grid acts on (if not: npm run grids)', () => {
  expect(withTable(document)).toBe(document);
});

test('a table that is out of date is replaced, and what stands around it is kept', () => {
  const changed = document.replace(/^\| `AWS::SQS::Queue` .*$/m, '| `AWS::Old` | | |');
  expect(changed).not.toBe(document);
  expect(withTable(changed)).toBe(document);
});

test('a document without its marks is an error', () => {
  expect(() => withTable('# Grids')).toThrow('<!-- generated: npm run grids -->');
  expect(() => withTable('<!-- end -->\n<!-- generated: npm run grids -->')).toThrow('after it');
});
