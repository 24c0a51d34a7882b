import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('rows are lines, and nothing is an empty cell', () =>
  expect(
    toCsv([
      ['a', 'b'],
      ['á', 1.5],
      [null, -2],
    ]),
  ).toBe('a,b\r\ná,1.5\r\n,-2\r\n'));
test.each([
  ['San José, Cúcuta', '"San José, Cúcuta"'],
  ['dijo "no"', '"dijo ""no"""'],
  ['dos\nlíneas', '"dos\nlíneas"'],
  ['una\r', '"una\r"'],
  ['=1+1', "'=1+1"],
  ['+57', "'+57"],
  ['-3', "'-3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ['a=1', 'a=1'],
])('the text %j is the cell %j', (text, cell) => expect(toCsv([[text]])).toBe(`${cell}\r\n`));
