import { defineConfig } from 'vitest/config';

/**
 * `pure`: milliseconds, no I/O. `grid`: through the AWS SDK and the API, on a grid that the test file starts on port 0.
 * `pages`: in a browser, on such a grid.
 */
export default defineConfig({
  test: {
    // Tests on a grid wait much of their time: a worker for every core, where vitest would leave one free.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['{shared,functions,events,infra}/**/*.ts'],
      reporter: ['text-summary', 'html'],
    },
    projects: [
      {
        test: {
          name: 'pure',
          include: [
            '{shared,events,functions,infra}/**/*.test.ts',
            '{shared,events,functions,infra}/**/*.fuzz.test.ts',
          ],
          exclude: ['**/*.grid.test.ts', '**/*.page.test.ts', '**/node_modules/**'],
          // Nothing here keeps state in a module: loading the sources once a worker is enough.
          isolate: false,
          // Searches and properties are a second of computing; how long that takes is the machine's affair.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'grid',
          include: ['**/*.grid.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: 'infra/lab/testing/synthesized.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'pages',
          include: ['**/*.page.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: 'infra/lab/testing/synthesized.ts',
          // A day of three people in as many browsers; how long it takes is the machine's affair.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
