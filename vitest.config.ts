import { defineConfig } from 'vitest/config';

/** `pure`: milliseconds, no I/O. `grid`: through the AWS SDK and the API, on a grid that the test file starts on port 0. */
export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['shared/**', 'functions/**', 'events/**', 'infra/**'],
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
          exclude: ['**/*.grid.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'grid',
          include: ['**/*.grid.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
