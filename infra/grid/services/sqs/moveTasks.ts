import { randomUUID } from 'node:crypto';
import { AwsError, type JsonObject } from '../../service.ts';
import type { Broker } from './broker.ts';
import { invalid } from './faults.ts';
import { nameFrom, type Queue } from './registry.ts';

/** Messages moved in one unit of work when no rate is given. */
const CHUNK = 500;

type Row = Record<string, unknown>;

/** Tasks that move dead letters out of a queue, on the grid's clock; one that was running goes on after a restart. */
export class MoveTasks {
  readonly #broker: Broker;
  #stopped = false;

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  load(): void {
    this.#broker.grid.store.define(`CREATE TABLE IF NOT EXISTS sqs_move_tasks (handle TEXT PRIMARY KEY, status TEXT,
      source TEXT, destination TEXT, rate INTEGER, moved INTEGER, to_move INTEGER, started INTEGER, failure TEXT)`);
  }

  run(): void {
    const running = this.#sql("SELECT handle FROM sqs_move_tasks WHERE status = 'RUNNING'").all();
    for (const { handle } of running) this.#step(String(handle));
  }

  stop(): void {
    this.#stopped = true;
  }

  async start(input: JsonObject): Promise<{ TaskHandle: string }> {
    const { SourceArn, DestinationArn = null, MaxNumberOfMessagesPerSecond: rate = null } = input;
    const { queues, messages, grid } = this.#broker;
    const source = queues.find(nameFrom(String(SourceArn)));
    if (!source) throw notThere('SourceArn');
    if (DestinationArn && !queues.find(nameFrom(DestinationArn))) throw notThere('DestinationArn');
    if (queues.sourcesOf(source.arn).length === 0)
      throw invalid('Source queue must be configured as a Dead Letter Queue.');
    if (rate !== null && !(rate >= 1 && rate <= 500)) {
      throw invalid(
        'Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a value between 1 and 500.',
      );
    }
    const running = this.#sql("SELECT 1 FROM sqs_move_tasks WHERE source = ? AND status = 'RUNNING'").get(SourceArn);
    if (running) {
      throw invalid(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const TaskHandle = Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString('base64');
    await grid.store.write(() =>
      this.#sql("INSERT INTO sqs_move_tasks VALUES (?, 'RUNNING', ?, ?, ?, 0, ?, ?, NULL)").run(
        TaskHandle,
        SourceArn,
        DestinationArn,
        rate,
        messages.counts(source).visible,
        grid.clock.now(),
      ),
    );
    setImmediate(() => this.#step(TaskHandle));
    return { TaskHandle };
  }

  list(sourceArn: string, limit: number): Record<string, unknown>[] {
    if (!this.#broker.queues.find(nameFrom(String(sourceArn)))) throw notThere('SourceArn');
    const sql = 'SELECT * FROM sqs_move_tasks WHERE source = ? ORDER BY started DESC, rowid DESC LIMIT ?';
    return this.#sql(sql).all(sourceArn, limit).map(shaped);
  }

  sourceOf(handle: string): string {
    return String(this.#row(handle).source);
  }

  async cancel(handle: string): Promise<{ ApproximateNumberOfMessagesMoved: number }> {
    const { status, moved } = this.#row(handle);
    if (status !== 'RUNNING') throw invalid('Only active tasks can be cancelled.');
    await this.#finish(handle, 'CANCELLED', null);
    return { ApproximateNumberOfMessagesMoved: Number(moved) };
  }

  #row(handle: string): Row {
    const row = this.#sql('SELECT * FROM sqs_move_tasks WHERE handle = ?').get(handle ?? '');
    if (row) return row;
    const source = sourceIn(handle ?? '');
    if (source === undefined) throw invalid('Value for parameter TaskHandle is invalid.');
    if (!this.#broker.queues.find(nameFrom(source))) throw notThere('SourceArn');
    throw new AwsError('ResourceNotFoundException', 'Task does not exist.', 404);
  }

  #step(handle: string): void {
    this.#move(handle).catch((error: unknown) => this.#finish(handle, 'FAILED', String(error)));
  }

  async #move(handle: string): Promise<void> {
    const { status, source, destination, rate, moved, to_move } = this.#row(handle);
    const from = this.#broker.queues.find(nameFrom(String(source)));
    if (this.#stopped || status !== 'RUNNING') return;
    if (!from) return this.#finish(handle, 'FAILED', 'AWS.SimpleQueueService.NonExistentQueue');
    const limit = Math.min(Number(rate ?? CHUNK), Number(to_move) - Number(moved));
    const count = await this.#broker.grid.store.write(() => this.#chunk(handle, from, { destination, limit }));
    if (count < limit || count + Number(moved) >= Number(to_move)) return this.#finish(handle, 'COMPLETED', null);
    if (rate === null) setImmediate(() => this.#step(handle));
    else this.#broker.grid.clock.after(1000, () => this.#step(handle));
  }

  #chunk(handle: string, from: Queue, { destination, limit }: { destination: unknown; limit: number }): number {
    const messages = this.#broker.messages.first(from, limit);
    for (const { seq, source } of messages) {
      const to = this.#broker.queues.find(nameFrom(String(destination ?? source ?? '')));
      if (!to)
        throw new Error(`The message has no queue to go to: ${destination ?? source ?? 'it was no dead letter'}.`);
      this.#broker.redrive(seq, to);
    }
    this.#sql('UPDATE sqs_move_tasks SET moved = moved + ? WHERE handle = ?').run(messages.length, handle);
    return messages.length;
  }

  async #finish(handle: string, status: string, failure: string | null): Promise<void> {
    if (this.#stopped) return;
    await this.#broker.grid.store.write(() =>
      this.#sql("UPDATE sqs_move_tasks SET status = ?, failure = ? WHERE handle = ? AND status = 'RUNNING'").run(
        status,
        failure,
        handle,
      ),
    );
  }

  #sql(sql: string) {
    return this.#broker.grid.store.sql(sql);
  }
}

function notThere(parameter: string): AwsError {
  const message = `The resource that you specified for the ${parameter} parameter doesn't exist.`;
  return new AwsError('ResourceNotFoundException', message, 404);
}

/** The source that a task's handle names, or `undefined` for what is no handle. */
function sourceIn(handle: string): string | undefined {
  try {
    const { sourceArn } = JSON.parse(Buffer.from(handle, 'base64').toString());
    return typeof sourceArn === 'string' ? sourceArn : undefined;
  } catch {
    return undefined;
  }
}

function shaped(row: Row): Record<string, unknown> {
  return {
    ...(row.status === 'RUNNING' && { TaskHandle: row.handle }),
    Status: row.status,
    SourceArn: row.source,
    ...(row.destination !== null && { DestinationArn: row.destination }),
    ...(row.rate !== null && { MaxNumberOfMessagesPerSecond: row.rate }),
    ApproximateNumberOfMessagesMoved: row.moved,
    ApproximateNumberOfMessagesToMove: row.to_move,
    ...(row.failure !== null && { FailureReason: row.failure }),
    StartedTimestamp: row.started,
  };
}
