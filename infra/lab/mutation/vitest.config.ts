import { defineConfig } from 'vitest/config';

/**
 * The tests that can see a change of the sources: those that run them in their own process. A test of the whole system
 * runs functions that were bundled before, each in a process of its own.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{shared,events,functions}/**/*.test.ts', 'infra/grid/**/*.test.ts'],
          // The published language is held by digests of sources, and a mutated source holds all of its mutants.
          exclude: ['**/*.grid.test.ts', 'functions/published.test.ts', '**/node_modules/**'],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'grid',
          include: ['shared/runtime/**/*.grid.test.ts', 'functions/{clientes,plataforma}/*.grid.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
