import { Clock } from '../../clock.ts';
import { createAccess, type Roles } from '../../iam/access.ts';
import { createMeter } from '../../meter/meter.ts';
import { type Action, AwsError, type Call, type Delivery, type GridContext, type Source } from '../../service.ts';
import { Store } from '../../store.ts';
import { eventsService } from './service.ts';

type Json = Call['input'];

/** What a receiver of the harness took. */
export interface Taken extends Delivery {
  readonly arn: string;
  readonly source: Source;
}

/** The events service over a real store and clock, with receivers that write what they take to the same store. */
export interface Harness {
  readonly grid: GridContext;
  readonly clock: Clock;
  readonly service: ReturnType<typeof eventsService>;
  readonly log: string[];
  call(action: string, input: Json): Promise<Json>;
  /** What an ARN has taken, in order. */
  taken(arn: string): Taken[];
  /** Lets the deliveries to an ARN fail, or with `undefined` succeed again. */
  fail(arn: string, error: AwsError | undefined): void;
  /** Resolves when `condition` holds. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Opens the service on a file, or on nothing that lasts. The clock stands still until it is moved. */
export async function open(file = ':memory:'): Promise<Harness> {
  const clock = new Clock();
  clock.freeze();
  const store = new Store(file);
  const access: Roles = createAccess(clock);
  const log: string[] = [];
  const failures = new Map<string, AwsError>();
  store.define('CREATE TABLE IF NOT EXISTS taken (id INTEGER PRIMARY KEY, arn TEXT, doc TEXT)');
  const receiver = {
    accept(arn: string, delivery: Delivery, source: Source) {
      store.sql('INSERT INTO taken (arn, doc) VALUES (?, ?)').run(arn, JSON.stringify({ ...delivery, source }));
      const failure = failures.get(arn);
      if (failure) throw failure;
    },
  };
  const receivers: Record<string, typeof receiver> = { sqs: receiver, sns: receiver, lambda: receiver };
  const told = { log: (line: string) => log.push(line), meter: createMeter() };
  const grid = { store, clock, access, receivers, ...told } as unknown as GridContext;
  const service = eventsService(grid);
  receivers.events = service.receiver;
  await service.start?.();
  await service.run?.();
  return {
    grid,
    clock,
    service,
    log,
    async call(name, input) {
      const action = service.actions[name] as Action;
      action.permissions(input);
      return (await action.run({ input, body: Buffer.alloc(0), headers: {}, principal: { arn: 'owner' } })) as Json;
    },
    taken: (arn) =>
      store
        .sql('SELECT arn, doc FROM taken WHERE arn = ? ORDER BY id')
        .all(arn)
        .map((row) => ({ arn: row.arn, ...JSON.parse(row.doc as string) })),
    fail: (arn, error) => (error ? failures.set(arn, error) : failures.delete(arn)),
    async until(condition) {
      while (!condition()) await new Promise((resolve) => setImmediate(resolve));
    },
    async close() {
      await service.stop?.();
      clock.stop();
      store.close();
    },
  };
}

/** The ARN of a queue. */
export function queue(name: string): string {
  return `arn:aws:sqs:us-east-1:000000000000:${name}`;
}

/** An entry of PutEvents. */
export function entry(detailType: string, detail: object = {}): Json {
  return { Source: 'alpes.test', DetailType: detailType, Detail: JSON.stringify(detail) };
}

/** Creates a rule for a detail type with one target. */
export async function rule(harness: Harness, name: string, target: Json, of: Json = {}): Promise<void> {
  const pattern = JSON.stringify({ 'detail-type': [name] });
  await harness.call('PutRule', { Name: name, EventPattern: pattern, ...of });
  await harness.call('PutTargets', { Rule: name, EventBusName: of.EventBusName, Targets: [{ Id: 't', ...target }] });
}

/** A fault that EventBridge retries. */
export const BUSY = new AwsError('ServiceUnavailable', 'The target is busy.', 503);
