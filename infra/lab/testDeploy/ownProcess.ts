import { EmulatorUnavailable } from '../deploy/python.ts';
import type { Result } from './apart.ts';
import type { TestedGrid } from './outcome.ts';
import { runScenario } from './scenario.ts';

/** The process in which the scenario runs on one grid, for whoever forked it. */
async function resultOn(grid: TestedGrid): Promise<Result> {
  try {
    return { outcome: await runScenario(grid) };
  } catch (error) {
    if (error instanceof EmulatorUnavailable) return { unavailable: error.message };
    throw error;
  }
}

// The emulator stops when this process exits, which a signal alone, or the end of who asked for it, would not let it do.
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => process.exit(1));
process.send?.(await resultOn(process.argv[2] as TestedGrid), () => process.exit());
