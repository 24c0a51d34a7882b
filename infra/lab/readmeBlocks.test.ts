import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Block, blocksOf, differences } from './readmeBlocks.ts';

const TICKS = '```';

function fenced(language: string, code: string): string {
  return `${TICKS}${language}\n${code}\n${TICKS}`;
}

describe('blocks of a README', () => {
  test('a marked block is run, an unmarked one is not', () => {
    const text = `# Title\n\n<!-- ci -->\n${fenced('bash', 'echo a\necho b')}\n\n${fenced('bash', 'echo c')}\n`;
    expect(blocksOf(text)).toStrictEqual([
      { line: 4, run: 'now', code: 'echo a\necho b' },
      { line: 9, run: undefined, code: 'echo c' },
    ]);
  });
  test('a block may be left running', () => {
    const [block] = blocksOf(`<!-- ci: background -->\n\n${fenced('bash', 'npm start')}`);
    expect(block).toStrictEqual({ line: 3, run: 'background', code: 'npm start' });
  });
  test('blocks in other languages are passed over, and so are fences inside them', () => {
    expect(blocksOf(`${fenced('ts', 'const a = 1;')}\n\`\`\`\`md\n${fenced('bash', 'no')}\n\`\`\`\``)).toStrictEqual(
      [],
    );
  });
  test('an empty block and Windows line ends are read too', () => {
    expect(blocksOf(`<!-- ci -->\r\n${TICKS}bash\r\n${TICKS}\r\n`)).toStrictEqual([{ line: 2, run: 'now', code: '' }]);
  });
  test.each([
    ['<!-- ci -->\nwords', 'line 1: no bash block'],
    ['<!-- ci -->', 'line 1: no bash block'],
    [`<!-- ci -->\n${fenced('json', '{}')}`, 'line 1: no bash block'],
    [`<!-- ci: soon -->\n${fenced('bash', 'a')}`, 'there is no mark "ci: soon"'],
    [`${TICKS}bash\necho`, 'line 1: this block is never closed'],
  ])('%j is refused', (text, why) => {
    expect(() => blocksOf(text)).toThrow(why);
  });
});

describe('a README and its translation', () => {
  const [a, b] = blocksOf(`<!-- ci -->\n${fenced('bash', 'a')}\n${fenced('bash', 'b')}`) as [Block, Block];
  test('equal blocks do not differ, wherever they stand', () => {
    expect(differences([a, b], [{ ...a, line: 40 }, b])).toStrictEqual([]);
  });
  test.each([
    ['another command', [a, { ...b, code: 'c' }], 'has other commands'],
    ['another mark', [a, { ...b, run: 'now' as const }], 'has another mark'],
    ['a missing block', [a], 'is not in the translation'],
    ['one more block', [a, b, b], 'is in the translation only'],
  ])('%s is told', (_, translated, why) => {
    expect(differences([a, b], translated)).toStrictEqual([expect.stringContaining(why)]);
  });
  test('README.md and README.es.md have the same blocks', () => {
    const [english, spanish] = ['README.md', 'README.es.md'].map((file) => blocksOf(readFileSync(file, 'utf8')));
    expect(differences(english ?? [], spanish ?? [])).toStrictEqual([]);
  });
  test('README.md and README.es.md have the same parts, and lead to the same places', () => {
    const [english, spanish] = ['README.md', 'README.es.md'].map((file) => {
      const text = readFileSync(file, 'utf8');
      const places = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, place = '']) => place);
      return {
        parts: text.match(/^(?:#+ |\*\*|!\[|\||- )/gm),
        places: new Set(places.filter((place) => !place.startsWith('README'))),
      };
    });
    expect(spanish).toStrictEqual(english);
  });
});
