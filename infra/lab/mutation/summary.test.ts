import { expect, test } from 'vitest';
import { type Report, scoresOf, survivorsOf, withSummary } from './summary.ts';

const mutant = (status: string, line: number, [from, to]: [number, number], replacement: string) => ({
  status,
  replacement,
  location: { start: { line, column: from }, end: { line, column: to } },
});
const report: Report = {
  files: {
    'shared/model/b.ts': { source: 'a\n  return x < `y`;\n', mutants: [mutant('Survived', 2, [10, 17], 'true')] },
    'functions/a/c/d/a.ts': {
      source: 'go(1)\n',
      mutants: [
        mutant('Killed', 1, [1, 3], 'a'),
        mutant('Timeout', 1, [1, 3], 'b'),
        mutant('Ignored', 1, [1, 3], 'c'),
        mutant('RuntimeError', 1, [1, 3], 'd'),
        mutant('NoCoverage', 1, [4, 5], `${'x'.repeat(59)}yz`),
      ],
    },
  },
};

test('a score is what was noticed of what was tried, for each folder down to the third', () => {
  expect(scoresOf(report).split('\n').slice(2)).toEqual([
    '| functions | 3 | 1 | 66.7 % |',
    '| functions/a | 3 | 1 | 66.7 % |',
    '| functions/a/c | 3 | 1 | 66.7 % |',
    '| shared | 1 | 1 | 0.0 % |',
    '| shared/model | 1 | 1 | 0.0 % |',
    '| together | 4 | 2 | 50.0 % |',
  ]);
});

test('a folder of which nothing was tried has no score', () => {
  expect(scoresOf({ files: { 'a/b.ts': { source: '', mutants: [] } } })).toContain('| a | 0 | 0 | – |');
});

test('a survivor is told with its place, on one short line', () => {
  expect(survivorsOf(report)).toEqual([
    `\`functions/a/c/d/a.ts:1\` \`1\` as \`${'x'.repeat(59)}…\`, which no test reaches`,
    "`shared/model/b.ts:2` `x < 'y'` as `true`",
  ]);
});

test('a document keeps what stands around its summary', () => {
  const document = 'before\n<!-- generated: npm run mutants -->\nstale\n<!-- end -->\nafter\n';
  const written = withSummary(document, report, 'a machine');
  expect(written).toMatch(
    /^before\n<!-- generated: npm run mutants -->\na machine\.\n\n\| folder [\s\S]*\n<!-- end -->\nafter\n$/,
  );
  expect(written).not.toContain('stale');
  expect(withSummary(written, report, 'a machine')).toBe(written);
  expect(() => withSummary('nothing', report, 'a machine')).toThrow('has no "<!-- generated');
});
