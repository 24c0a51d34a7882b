import type { GridContext, Service } from '../../service.ts';
import { groupActions } from './actions/groups.ts';
import { scheduleActions } from './actions/schedules.ts';
import { coreOf } from './core.ts';
import { resourceTypes } from './resources.ts';

/** Amazon EventBridge Scheduler: schedules and their groups, with the templated targets that the grid has. */
export function schedulerService(grid: GridContext): Service {
  const core = coreOf(grid);
  let upFrom = 0;
  return {
    name: 'scheduler',
    actions: { ...scheduleActions(core), ...groupActions(core) },
    resources: resourceTypes(core),
    async start() {
      upFrom = grid.clock.now();
      await core.registry.load(upFrom);
    },
    run() {
      core.delivery.run();
      core.timekeeper.run(upFrom);
    },
    async stop() {
      core.timekeeper.stop();
      await core.delivery.stop();
    },
  };
}
