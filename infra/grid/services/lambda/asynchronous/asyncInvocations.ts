import { randomUUID } from 'node:crypto';
import { AwsError, type GridContext, type Invocation } from '../../../service.ts';
import { sendTo } from '../destinations.ts';
import type { LambdaFunction } from '../function.ts';
import type { Invoker } from '../invoker.ts';
import type { Fleet } from '../pool/fleet.ts';
import type { Registry, Resolved } from '../registry.ts';
import type { InvokeConfig, InvokeConfigs } from './invokeConfig.ts';
import { type Pending, PendingQueue } from './queue.ts';
import { deadLetterAttributes, type Ended, GONE, invocationRecord, messageOf } from './record.ts';

/** AWS's limit of an asynchronous payload. */
const PAYLOAD_LIMIT = 2 ** 20;
/** Between the first two attempts and before the last: one minute, then two. */
const RETRY_MS = [60_000, 120_000];
const THROTTLE_LIMIT_MS = 5 * 60_000;
/** Before a result that could not be written down is sought again: until then its row is due, and would be taken at once. */
const UNWRITTEN_MS = 1_000;

interface Parts {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly fleet: Fleet;
  readonly invoker: Invoker;
  readonly configs: InvokeConfigs;
}

/** Asynchronous invocations: on disk before they are acknowledged, run as there is room, retried, and sent to their destination. */
export class AsyncInvocations {
  readonly #parts: Parts;
  readonly #queue: PendingQueue;
  readonly #running = new Map<string, Set<string>>();
  readonly #timers = new Map<string, () => void>();
  #open = false;
  #deaf: (() => void) | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#queue = new PendingQueue(parts.grid.store);
  }

  /** Begins to run what was accepted, in earlier lives too. */
  start(): void {
    this.#open = true;
    const { clock } = this.#parts.grid;
    // At once, and not with the next group of writes: what comes due by the jump is looked at before that.
    this.#deaf = clock.onMove((by) => this.#queue.jumped(clock.now(), by));
    for (const name of this.#queue.names()) this.#dispatch(name);
  }

  stop(): void {
    this.#open = false;
    this.#deaf?.();
    for (const cancel of this.#timers.values()) cancel();
  }

  /** Accepts an invocation. Resolves with its request id once it is on disk. */
  async submit(target: Resolved, payload: string): Promise<string> {
    return this.#parts.grid.store.write(() => this.accept(target, payload));
  }

  /** The same from inside a unit of work of the store. */
  accept({ fn, qualifier = '$LATEST' }: Resolved, given: string): string {
    const payload = given === '' ? '{}' : given;
    refusePayload(payload);
    const id = randomUUID();
    const born = this.#parts.grid.clock.now();
    this.#queue.add({ id, name: fn.name, qualifier, payload, failures: 0, throttles: 0, born });
    // Units of work commit in this turn: the microtask finds the row, or nothing when it was rolled back.
    queueMicrotask(() => this.#dispatch(fn.name));
    return id;
  }

  #dispatch(name: string): void {
    if (!this.#open) return;
    const { fleet, registry, grid } = this.#parts;
    const latest = registry.latest(name);
    if (!latest) {
      this.#dropAll(name);
      return;
    }
    const running = this.#running.get(name) ?? new Set();
    this.#running.set(name, running);
    const room = Math.max(1, fleet.limitOf(latest)) - running.size;
    if (room <= 0) return;
    for (const entry of this.#queue.due(name, grid.clock.now(), running.size + room)) {
      if (running.has(entry.id) || running.size >= Math.max(1, fleet.limitOf(latest))) continue;
      running.add(entry.id);
      this.#attempt(entry)
        .catch((error) => {
          grid.log(`lambda: asynchronous invocation ${entry.id} of ${name}: ${error}`);
          return new Promise<void>((resolve) => grid.clock.after(UNWRITTEN_MS, resolve));
        })
        .finally(() => {
          running.delete(entry.id);
          this.#dispatch(name);
        });
    }
    this.#sleep(name);
  }

  #sleep(name: string): void {
    const { clock } = this.#parts.grid;
    this.#timers.get(name)?.();
    this.#timers.delete(name);
    const due = this.#queue.nextDue(name, clock.now());
    if (due !== undefined)
      this.#timers.set(
        name,
        clock.at(due, () => this.#dispatch(name)),
      );
  }

  /**
   * Without the function nothing is left to retry for, nor a role to send a record on with. AWS still sends it where
   * the function's destination was when the event was accepted.
   */
  #dropAll(name: string): void {
    const { store, log } = this.#parts.grid;
    store
      .write(() => this.#queue.removeAll(name))
      .then(
        (count) => {
          if (count > 0) log(`lambda: ${count} asynchronous invocations of ${name} were dropped: the function is gone`);
        },
        (error) =>
          log(`lambda: the asynchronous invocations of ${name}, which is gone, could not be dropped: ${error}`),
      );
  }

  async #attempt(entry: Pending): Promise<void> {
    const { registry, invoker, grid } = this.#parts;
    const target = registry.find(entry.name, entry.qualifier);
    const fn = target?.fn ?? registry.latest(entry.name);
    if (!fn) return this.#dropAll(entry.name);
    if (grid.clock.now() - entry.born > this.#configOf(entry).maxAgeSeconds * 1000)
      return this.#finish({ entry, fn, condition: 'EventAgeExceeded' });
    // On AWS a version that is gone counts as a failed attempt: it may be there again at the next.
    if (!target) return this.#failed({ entry, fn, answer: GONE });
    let answer: Invocation;
    try {
      const { payload, id: requestId } = entry;
      // On disk `$LATEST` is what was asked for without a qualifier, too: a function gets its ARN without one then.
      const arn = entry.qualifier === '$LATEST' ? fn.arn : target.arn;
      answer = await invoker.invoke({ fn, arn, payload, urgency: 'mapped', requestId });
    } catch (error) {
      return this.#noRoom(entry, fn, error);
    }
    if (answer.functionError) return this.#failed({ entry, fn, answer });
    return this.#finish({ entry, fn, condition: 'Success', answer });
  }

  async #failed({ entry, fn, answer }: Omit<Ended, 'condition'>): Promise<void> {
    const failed = { ...entry, failures: entry.failures + 1 };
    if (failed.failures > this.#configOf(entry).maxRetries)
      return this.#finish({ entry: failed, fn, condition: 'RetriesExhausted', ...(answer && { answer }) });
    await this.#postpone(failed, RETRY_MS[failed.failures - 1] ?? 120_000);
  }

  /** Throttled, or a fault of the grid: both wait for longer each time, as on AWS. */
  async #noRoom(entry: Pending, fn: LambdaFunction, error: unknown): Promise<void> {
    if (!this.#open) return;
    // A function with no concurrency at all is switched off: AWS sends its events on without a retry.
    if (fn.reservedConcurrency === 0) return this.#finish({ entry, fn, condition: 'ZeroReservedConcurrency' });
    if (!(error instanceof AwsError))
      this.#parts.grid.log(`lambda: ${entry.id} of ${entry.name} could not be run: ${error}`);
    await this.#postpone(
      { ...entry, throttles: entry.throttles + 1 },
      Math.min(1000 * 2 ** entry.throttles, THROTTLE_LIMIT_MS),
    );
  }

  /** The settings of what was asked for; where they are gone with it, those of the function. */
  #configOf({ name, qualifier }: Pending): InvokeConfig {
    const { configs, registry } = this.#parts;
    const asked = configs.find(name, qualifier) || registry.find(name, qualifier) ? qualifier : '$LATEST';
    return configs.of(name, asked);
  }

  #postpone(entry: Pending, ms: number): Promise<void> {
    const { store, clock } = this.#parts.grid;
    return store.write(() => this.#queue.postpone(entry, clock.now() + ms));
  }

  /** Removes the invocation and sends its record on, as one unit: neither is lost nor done twice. */
  async #finish(ended: Ended): Promise<void> {
    const { grid } = this.#parts;
    const { entry, condition } = ended;
    const remove = () => this.#queue.remove(entry.id);
    const destinations = this.#destinations(ended);
    try {
      await grid.store.write(() => {
        remove();
        for (const to of destinations) sendTo(grid, ended.fn, to);
      });
    } catch (error) {
      grid.log(`lambda: ${ended.fn.name} could not send the record of ${entry.id} on: ${error}`);
      return grid.store.write(remove);
    }
    if (condition !== 'Success' && destinations.length === 0) {
      const why = [condition, messageOf(ended)].filter(Boolean).join(': ');
      grid.log(`lambda: asynchronous invocation ${entry.id} of ${entry.name}:${entry.qualifier} was dropped (${why})`);
    }
  }

  #destinations(ended: Ended) {
    const { entry, fn, condition } = ended;
    const { onSuccess, onFailure } = this.#configOf(entry);
    const destination = condition === 'Success' ? onSuccess : onFailure;
    const body = invocationRecord(ended, this.#parts.grid.clock.now());
    return [
      ...(destination ? [{ arn: destination, delivery: { body } }] : []),
      ...(condition !== 'Success' && fn.deadLetterArn
        ? [{ arn: fn.deadLetterArn, delivery: { body: entry.payload, attributes: deadLetterAttributes(ended) } }]
        : []),
    ];
  }
}

function refusePayload(payload: string): void {
  if (Buffer.byteLength(payload) > PAYLOAD_LIMIT) {
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${PAYLOAD_LIMIT} bytes for the InvokeFunction operation`,
      413,
    );
  }
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : error}`,
    );
  }
}
