import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { LOCAL } from '#infra/cdk/names.ts';
import type { Grid } from '#infra/grid/grid.ts';
import type { Directories } from '#shared/runtime/environment.ts';
import type { BuiltCode } from './builder.ts';

/** Code of functions, and the generations of all views that it goes with. */
export type NewCode = Pick<BuiltCode, 'functions' | 'generations'>;

/** The functions of a running grid, as the watch mode replaces them. */
export interface RunningFunctions {
  /** Puts new code in the place of what differs, and gives the names of those functions. */
  replace(built: NewCode): Promise<readonly string[]>;
  close(): void;
}

/** Those of a grid. */
export function functionsOf(grid: Grid): RunningFunctions {
  const lambda = new LambdaClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'watch', secretAccessKey: 'watch' },
  });

  /**
   * Whether a function may get its new code alone. Not one that is new, nor one whose view is folded differently by now:
   * that code belongs with the name of its generation, and both come with the template.
   */
  async function mayChangeAlone(FunctionName: string, generations: readonly string[]): Promise<boolean> {
    try {
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const { VIEW_GENERATION, GUARD_GENERATION, DIRECTORIES = '{}' } = Environment?.Variables ?? {};
      const directories: Directories = JSON.parse(DIRECTORIES);
      const used = [VIEW_GENERATION, GUARD_GENERATION, ...Object.values(directories).map((one) => one.generation)];
      return used.every((one) => one === undefined || generations.includes(one));
    } catch (error) {
      if ((error as Error).name === 'ResourceNotFoundException') return false;
      throw error;
    }
  }

  return {
    async replace({ functions, generations }) {
      const running = functions.map((one) => ({ ...one, physical: LOCAL.of(one.name) }));
      const may = await Promise.all(running.map(({ physical }) => mayChangeAlone(physical, generations)));
      return running
        .filter(({ physical, folder }, at) => may[at] && grid.replaceCode(physical, folder))
        .map(({ name }) => name);
    },
    close: () => lambda.destroy(),
  };
}
