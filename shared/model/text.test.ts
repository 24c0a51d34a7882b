import { describe, expect, test } from 'vitest';
import { line, paragraph } from './text.ts';

describe.each([
  ['a line', line],
  ['a paragraph', paragraph],
])('%s', (_, of) => {
  test.each([
    ['nothing', ''],
    ['spaces', ' \u00a0\u3000\t'],
    ['what has no width', '\u200b\u200d\ufeff'],
    ['letters and symbols that show nothing', '\u3164\u115f\uffa0\u2800'],
    ['words that nobody sees', 'a\u{e0041}b'],
    ['a lone high surrogate', 'Bad \ud83d'],
    ['a lone low surrogate', '\udc00 Bog'],
    ['NUL', 'a\0b'],
    ['an escape', 'a\u001b[31mb'],
    ['a C1 control', 'a\u0085b'],
    ['a separator of lines', 'a\u2028b'],
    ['what is no character', 'a\uffffb'],
    ['what was not UTF-8', 'Bogot\ufffd'],
    ['a mark that turns the text around', 'a\u202eb'],
    ['words with a space of no width inside', 'TK\u200b-1'],
    ['words with a joiner inside', 'TK\u2060-\u200d1'],
    ['words with the mark of a byte order', '\ufeffTK-1\u200b'],
    ['words with a soft hyphen', 'TK\u00ad-1'],
    ['words with a mark of direction', 'TK-1\u200f'],
    ['words with a selector of variants', 'TK-1\ufe0f'],
    ['words with a letter that shows nothing', 'TK\u3164-1'],
    ['more than fits', 'a'.repeat(21)],
  ])('is not %s', (_, text) => expect(of(20).safeParse(text).success).toBe(false));

  test.each(['Ñandú', '東京', '👩‍👩‍👧', 'Ana ❤️', '1️⃣ Portería', 'O’Higgins, 3.º', '-'])('may be %s', (text) =>
    expect(of(20).parse(text)).toBe(text),
  );
  test('is taken in NFC', () => expect(of(20).parse('Bogota\u0301')).toBe('Bogotá'));
  test('is taken without spaces around it', () => expect(of(20).parse('\u00a0 Ana Rojas \n')).toBe('Ana Rojas'));
});

test('a line has no line breaks', () => expect(line(20).safeParse('a\nb').success).toBe(false));
test('a paragraph may have some, of one kind', () => expect(paragraph(20).parse('a\r\nb\rc\nd')).toBe('a\nb\nc\nd'));

test.each([
  ['', ['No puede estar en blanco']],
  ['\u200b', ['No puede estar en blanco']],
  ['a\0b', ['Debe ser una sola línea de caracteres válidos, sin caracteres de control']],
  ['TK-1\u202e', ['No puede tener caracteres invisibles: escríbalo de nuevo en vez de pegarlo']],
  ['TK-1\u200b', ['No puede tener caracteres invisibles: escríbalo de nuevo en vez de pegarlo']],
])('what is wrong with the line %j is said once', (text, said) =>
  expect(
    line(20)
      .safeParse(text)
      .error?.issues.map(({ message }) => message),
  ).toStrictEqual(said),
);
test('what is wrong with a paragraph is said', () =>
  expect(
    paragraph(20)
      .safeParse('a\0b')
      .error?.issues.map(({ message }) => message),
  ).toStrictEqual(['Debe tener caracteres válidos; los de control no lo son, salvo el salto de línea']));
