import type { Cancel } from '../../clock.ts';
import type { Delivery } from '../../delivery/retries.ts';
import type { GridContext } from '../../service.ts';
import { type Invocation, invocationOf } from './invocation.ts';
import type { Schedule } from './model.ts';
import { scheduleArn } from './names.ts';
import type { Registry } from './registry.ts';
import { nextOf } from './timing/occurrences.ts';

const MINUTE_MS = 60_000;

/** A schedule that waits: for which of its times, and until when, which its window may put off. */
interface Waiting {
  readonly schedule: Schedule;
  readonly scheduledAt: number;
  readonly due: number;
}

/**
 * Fires schedules on the grid's clock, each once for a jump of the clock however many times it came due in it. Its delivery
 * and that it is done are one commit. A schedule that is never due again goes, where it says so.
 */
export class Timekeeper {
  readonly #grid: GridContext;
  readonly #registry: Registry;
  readonly #delivery: Delivery<Invocation>;
  readonly #waiting = new Map<string, Waiting>();
  #timer: { readonly due: number; readonly cancel: Cancel } | undefined;
  #upFrom = 0;
  #running = false;

  constructor(grid: GridContext, registry: Registry, delivery: Delivery<Invocation>) {
    this.#grid = grid;
    this.#registry = registry;
    this.#delivery = delivery;
    registry.onChange((arn) => this.#await(arn));
  }

  /** Begins. @param upFrom when this grid was started: what recurs and came due before is not made up. */
  run(upFrom: number): void {
    this.#running = true;
    this.#upFrom = upFrom;
    for (const { group, name } of this.#registry.schedules()) this.#await(scheduleArn(group, name));
  }

  stop(): void {
    this.#running = false;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#waiting.clear();
  }

  /** Waits for the next time of a schedule as it is now. */
  #await(arn: string): void {
    if (!this.#running) return;
    this.#waiting.delete(arn);
    const schedule = this.#registry.schedule(arn);
    if (!schedule?.enabled) return;
    const scheduledAt = nextOf(schedule, this.#upFrom);
    if (scheduledAt === undefined) {
      this.#completed(arn, schedule);
      return;
    }
    const due = scheduledAt + Math.floor(Math.random() * schedule.windowMinutes * MINUTE_MS);
    this.#waiting.set(arn, { schedule, scheduledAt, due });
    this.#arm(due);
  }

  #completed(arn: string, schedule: Schedule): void {
    if (schedule.afterCompletion !== 'DELETE') return;
    this.#write(arn, () => {
      if (this.#registry.schedule(arn) === schedule) this.#registry.delete(schedule);
    });
  }

  /** Sets the timer to `due`, if it is not set to something earlier. */
  #arm(due: number): void {
    if (this.#timer && this.#timer.due <= due) return;
    this.#timer?.cancel();
    const cancel = this.#grid.clock.at(due, () => {
      this.#timer = undefined;
      this.#fireDue();
      const next = Math.min(...[...this.#waiting.values()].map((waiting) => waiting.due));
      if (Number.isFinite(next)) this.#arm(next);
    });
    this.#timer = { due, cancel };
  }

  #fireDue(): void {
    const now = this.#grid.clock.now();
    const due = [...this.#waiting].filter(([, waiting]) => waiting.due <= now).sort(([, a], [, b]) => a.due - b.due);
    for (const [arn, { schedule, scheduledAt }] of due) {
      this.#waiting.delete(arn);
      this.#write(arn, () => this.#fire(arn, schedule, scheduledAt));
    }
  }

  #write(arn: string, work: () => void): void {
    const tell = (error: unknown) => this.#grid.log(`scheduler: ${arn} could not be done: ${error}`);
    this.#grid.store.write(work).catch(tell);
  }

  /** Unless it has become another since. Inside a unit of work. */
  #fire(arn: string, schedule: Schedule, scheduledAt: number): void {
    if (this.#registry.schedule(arn) !== schedule) return;
    const now = this.#grid.clock.now();
    this.#delivery.ship(invocationOf(schedule, { scheduledAt, now }));
    this.#grid.meter.took({ service: 'scheduler', what: 'Invocations', resource: schedule.name, amount: 1 });
    this.#registry.put({ ...schedule, doneUntil: Math.max(scheduledAt, now) });
  }
}
