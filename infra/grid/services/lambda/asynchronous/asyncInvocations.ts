import { randomUUID } from 'node:crypto';
import { AwsError, type GridContext, type Invocation } from '../../../service.ts';
import { sendTo } from '../destinations.ts';
import type { LambdaFunction } from '../function.ts';
import type { Invoker } from '../invoker.ts';
import type { Fleet } from '../pool/fleet.ts';
import type { Registry, Resolved } from '../registry.ts';
import type { InvokeConfigs } from './invokeConfig.ts';
import { type Pending, PendingQueue } from './queue.ts';
import { type Condition, deadLetterAttributes, type Ended, invocationRecord } from './record.ts';

/** AWS's limit of an asynchronous payload. */
const PAYLOAD_LIMIT = 2 ** 20;
/** Between the first two attempts and before the last: one minute, then two. */
const RETRY_MS = [60_000, 120_000];
const THROTTLE_LIMIT_MS = 5 * 60_000;

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

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#queue = new PendingQueue(parts.grid.store);
  }

  /** Begins to run what was accepted, in earlier lives too. */
  start(): void {
    this.#open = true;
    for (const name of this.#queue.names()) this.#dispatch(name);
  }

  stop(): void {
    this.#open = false;
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
    if (!latest) return;
    const running = this.#running.get(name) ?? new Set();
    this.#running.set(name, running);
    const room = Math.max(1, fleet.limitOf(latest)) - running.size;
    if (room <= 0) return;
    for (const entry of this.#queue.due(name, grid.clock.now(), running.size + room)) {
      if (running.has(entry.id) || running.size >= Math.max(1, fleet.limitOf(latest))) continue;
      running.add(entry.id);
      this.#attempt(entry)
        .catch((error) => grid.log(`lambda: asynchronous invocation ${entry.id} of ${name}: ${error}`))
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

  async #attempt(entry: Pending): Promise<void> {
    const { registry, invoker, grid } = this.#parts;
    const { maxAgeSeconds, maxRetries } = this.#parts.configs.of(entry.name, entry.qualifier);
    const { fn, arn } = registry.resolve(`${entry.name}:${entry.qualifier}`);
    if (grid.clock.now() - entry.born > maxAgeSeconds * 1000)
      return this.#finish({ entry, fn, condition: 'EventAgeExceeded' });
    let answer: Invocation;
    try {
      answer = await invoker.invoke({ fn, arn, payload: entry.payload, urgency: 'mapped', requestId: entry.id });
    } catch (error) {
      return this.#noRoom(entry, fn, error);
    }
    if (!answer.functionError) return this.#finish({ entry, fn, condition: 'Success', answer });
    const failed = { ...entry, failures: entry.failures + 1 };
    if (failed.failures > maxRetries) return this.#finish({ entry: failed, fn, condition: 'RetriesExhausted', answer });
    await this.#postpone(failed, RETRY_MS[failed.failures - 1] ?? 120_000);
  }

  async #noRoom(entry: Pending, fn: LambdaFunction, error: unknown): Promise<void> {
    if (!(error instanceof AwsError) || error.status >= 500) return;
    // A function with no concurrency at all is switched off: AWS sends its events on without a retry.
    if (fn.reservedConcurrency === 0) return this.#finish({ entry, fn, condition: 'RetriesExhausted' });
    await this.#postpone(
      { ...entry, throttles: entry.throttles + 1 },
      Math.min(1000 * 2 ** entry.throttles, THROTTLE_LIMIT_MS),
    );
  }

  #postpone(entry: Pending, ms: number): Promise<void> {
    const { store, clock } = this.#parts.grid;
    return store.write(() => this.#queue.postpone(entry, clock.now() + ms));
  }

  /** Removes the invocation and sends its record on, as one unit: neither is lost nor done twice. */
  async #finish(ended: Ended): Promise<void> {
    const { grid } = this.#parts;
    const remove = () => this.#queue.remove(ended.entry.id);
    try {
      await grid.store.write(() => {
        remove();
        for (const to of this.#destinations(ended)) sendTo(grid, ended.fn, to);
      });
    } catch (error) {
      grid.log(`lambda: ${ended.fn.name} could not send the record of ${ended.entry.id} on: ${error}`);
      await grid.store.write(remove);
    }
  }

  #destinations(ended: Ended) {
    const { entry, fn, condition } = ended;
    const { onSuccess, onFailure } = this.#parts.configs.of(entry.name, entry.qualifier);
    const record = invocationRecord(ended, this.#parts.grid.clock.now());
    const destination = forCondition(condition, { onSuccess, onFailure });
    return [
      ...(destination ? [{ arn: destination, delivery: { body: record } }] : []),
      ...(condition !== 'Success' && fn.deadLetterArn
        ? [{ arn: fn.deadLetterArn, delivery: { body: entry.payload, attributes: deadLetterAttributes(ended) } }]
        : []),
    ];
  }
}

function forCondition(
  condition: Condition,
  to: { onSuccess: string | undefined; onFailure: string | undefined },
): string | undefined {
  return condition === 'Success' ? to.onSuccess : to.onFailure;
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
