import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** All that a mutation run writes, and what the next one need not do again. */
export const FOLDER = '.alpes/mutation';

/** The result of every mutant that was ever tried here and still is one, in the format of mutation-testing-report-schema. */
export const REPORT = path.join(FOLDER, 'report.json');

/** Sources that no mutant says anything about: what tests are made from, and lists of names. */
const LEFT = [
  '**/*.test.ts',
  '**/testing/**',
  '**/ejemplos.ts',
  '**/contexto.ts',
  'functions/contextos.ts',
  'shared/testing/**',
];

/** What is mutated when no path is named. `events/` is schemas and examples, which the laws over the catalogue hold. */
export function everything(): string[] {
  return [...sourcesIn('functions'), ...sourcesIn('shared'), ...pureOfGrid()];
}

/** The sources in a folder, or a file itself. Throws when there are none. */
export function sourcesIn(place: string): string[] {
  const pattern = place.endsWith('.ts') ? place : `${place.replace(/\/$/, '')}/**/*.ts`;
  const files = globSync(pattern, { exclude: LEFT }).sort();
  if (files.length === 0) throw new Error(`There is nothing to mutate in ${place}.`);
  return files;
}

/** The files of the grid that have a test of their own without I/O. */
function pureOfGrid(): string[] {
  const tests = globSync('infra/grid/**/*.test.ts', { exclude: ['**/*.grid.test.ts', '**/node_modules/**'] });
  const subjects = new Set(tests.map((test) => test.replace(/(\.fuzz)?\.test\.ts$/, '.ts')));
  return sourcesIn('infra/grid').filter((file) => subjects.has(file));
}

/** The settings of Stryker for a run over some files. */
export function settingsFor(mutate: readonly string[]) {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'infra/lab/mutation/vitest.config.ts' },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    mutate,
    // A mutant of what runs when a module is loaded needs every test again: declarations, which the laws hold.
    ignoreStatic: true,
    // A name in a union of names that is another one does not compile, and how a text is worded is not for tests to hold.
    mutator: { excludedMutations: ['StringLiteral'] },
    incremental: true,
    incrementalFile: REPORT,
    reporters: ['progress'],
    // Outside of this folder, where the project's own test runs would find the tests in it.
    tempDirName: path.join(tmpdir(), `mutants-${process.pid}`),
    cleanTempDir: 'always',
    ignorePatterns: ['.alpes', 'coverage', 'cdk.out', 'docs', 'infra/lab/data', 'infra/localstack'],
    // It would be rewritten for a sandbox elsewhere; the tests run without a compiler.
    tsconfigFile: 'none',
    timeoutMS: 10_000,
    // It counts how often each mutant is reached: minutes in the inner loops of the route solver.
    dryRunTimeoutMinutes: 30,
  };
}
