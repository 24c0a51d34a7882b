import { Delivery } from '../../delivery/retries.ts';
import type { GridContext } from '../../service.ts';
import { Archives } from './archive/archives.ts';
import { Replayer } from './archive/replayer.ts';
import { Router } from './bus/router.ts';
import { type Shipment, senderOf } from './bus/shipment.ts';
import { Registry } from './registry.ts';
import { Scheduler } from './schedule/scheduler.ts';

/** The parts of the service that its actions and resources work with. */
export interface Core {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly delivery: Delivery<Shipment>;
  readonly archives: Archives;
  readonly router: Router;
  readonly replayer: Replayer;
  readonly scheduler: Scheduler;
}

/** Puts the parts together; nothing runs yet. */
export function coreOf(grid: GridContext): Core {
  const registry = new Registry(grid.store);
  const delivery = new Delivery(grid, senderOf(grid));
  const archives = new Archives(grid, registry);
  const router = new Router(grid, registry, { delivery, archives });
  const replayer = new Replayer({ grid, registry, archives, router });
  const scheduler = new Scheduler(grid, registry, router);
  return { grid, registry, delivery, archives, router, replayer, scheduler };
}
