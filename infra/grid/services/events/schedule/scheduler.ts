import type { Cancel } from '../../../clock.ts';
import type { GridContext } from '../../../service.ts';
import { eventOf } from '../bus/event.ts';
import type { Router } from '../bus/router.ts';
import { ruleArn } from '../names.ts';
import type { Registry } from '../registry.ts';
import { scheduleOf } from './expression.ts';

/**
 * Fires scheduled rules on the grid's clock. What came due while the grid was down is not made up, and a rule fires once
 * for a jump of the clock however many times it came due in it: the event's time is that of the fire.
 */
export class Scheduler {
  readonly #grid: GridContext;
  readonly #registry: Registry;
  readonly #router: Router;
  readonly #timers = new Map<string, { readonly schedule: string; readonly cancel: Cancel }>();
  #running = false;

  constructor(grid: GridContext, registry: Registry, router: Router) {
    this.#grid = grid;
    this.#registry = registry;
    this.#router = router;
    registry.onChange(() => this.#refresh());
  }

  run(): void {
    this.#running = true;
    this.#refresh();
  }

  stop(): void {
    this.#running = false;
    this.#refresh();
  }

  /** Sets a timer for each enabled scheduled rule that has none, and cancels those that are no longer right. */
  #refresh(): void {
    const rules = this.#running ? this.#registry.list('rule') : [];
    const scheduled = new Map(
      rules.flatMap((rule) => (rule.enabled && rule.schedule ? [[ruleArn(rule.bus, rule.name), rule] as const] : [])),
    );
    for (const [arn, { schedule, cancel }] of this.#timers) {
      if (scheduled.get(arn)?.schedule === schedule) continue;
      cancel();
      this.#timers.delete(arn);
    }
    for (const [arn, { bus, name, schedule = '', createdAt }] of scheduled) {
      if (this.#timers.has(arn)) continue;
      const due = scheduleOf(schedule, createdAt)(this.#grid.clock.now());
      if (due === undefined) continue;
      const cancel = this.#grid.clock.at(due, () => {
        this.#timers.delete(arn);
        this.#fire(bus, name);
        this.#refresh();
      });
      this.#timers.set(arn, { schedule, cancel });
    }
  }

  #fire(bus: string, name: string): void {
    const rule = this.#registry.rule(bus, name);
    if (!rule) return;
    const draft = {
      source: 'aws.events',
      detailType: 'Scheduled Event',
      detail: '{}',
      resources: [ruleArn(bus, name)],
    };
    this.#grid.store
      .write(() => this.#router.trigger(rule, eventOf(draft, this.#grid.clock.now())))
      .catch((error: unknown) => this.#grid.log(`events: ${ruleArn(bus, name)} could not fire: ${error}`));
  }
}
