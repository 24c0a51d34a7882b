import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../../clock.ts';
import { assetFolder } from '../../../cloudformation/assembly.ts';
import { createMeter } from '../../../meter/meter.ts';
import { Outbox } from '../../../outbox.ts';
import type { Access, Delivery, GridContext, Source } from '../../../service.ts';
import { Store } from '../../../store.ts';
import { noFaults } from '../../../testing/noFaults.ts';
import type { FleetLimits } from '../pool/fleet.ts';
import { type LambdaService, lambdaService } from '../service.ts';
import { MemoryQueue } from './memoryQueue.ts';
import { MemoryStream } from './memoryStream.ts';

/** A Lambda service on a real store and clock, with queues and streams in memory, in a folder of its own. */
export interface Harness {
  readonly grid: GridContext;
  readonly lambda: LambdaService;
  readonly queue: MemoryQueue;
  readonly stream: MemoryStream;
  /** What was sent to queues and topics, in order. */
  readonly sent: { readonly arn: string; readonly delivery: Delivery; readonly source: Source }[];
  /** The lines for the operator. */
  readonly logged: string[];
  /** Deploys a function with this code as its `index.mjs` (or `index.js` text in the template, with `inline`). */
  deploy(name: string, code: string, properties?: Record<string, unknown>): Promise<string>;
  deployResource(type: string, logicalId: string, properties: Record<string, unknown>): Promise<string>;
  /** Stops the service and starts another on the same store and folder, as after a restart. */
  restart(): Promise<Harness>;
  stop(): Promise<void>;
}

const ALLOW_ALL: Access = {
  check() {},
  checkService() {},
  checkAnonymous() {},
  secretOf: () => undefined,
  setResourcePolicy() {},
  credentialsFor: (roleArn) => ({ accessKeyId: `ASIA-${roleArn}`, secretAccessKey: 'secret', sessionToken: 'token' }),
  principalOf: () => ({ arn: 'arn:aws:iam::000000000000:root' }),
};

/** What two lives of a harness share. */
interface Remains {
  readonly folder: string;
  readonly clock: Clock;
  readonly queue: MemoryQueue;
  readonly stream: MemoryStream;
}

/** Starts a harness. `limits` as the service takes them. */
export function harness(limits?: FleetLimits): Harness {
  const clock = new Clock();
  const folder = mkdtempSync(join(tmpdir(), 'grid-lambda-'));
  return begin({ folder, clock, queue: new MemoryQueue(clock), stream: new MemoryStream() }, limits);
}

function begin(remains: Remains, limits?: FleetLimits): Harness {
  const { folder, clock, queue, stream } = remains;
  const store = new Store(join(folder, 'store.sqlite'));
  const sent: Harness['sent'] = [];
  const logged: string[] = [];
  const receiver = {
    accept: (arn: string, delivery: Delivery, source: Source) => void sent.push({ arn, delivery, source }),
  };
  const receivers: GridContext['receivers'] = { sqs: receiver, sns: receiver };
  const grid: GridContext = {
    store,
    clock,
    dataFolder: folder,
    cacheFolder: join(folder, 'cache'),
    appFolder: join(folder, 'app'),
    meter: createMeter(),
    outbox: new Outbox({ store, clock, log: (line) => void logged.push(line) }),
    ...noFaults({ clock }),
    inMemory: false,
    host: '127.0.0.1',
    endpoint: 'http://127.0.0.1:1',
    access: ALLOW_ALL,
    queues: queue,
    streams: stream,
    receivers,
    traces: { daemon: '127.0.0.1:1', tell: () => {} },
    get functions() {
      return lambda;
    },
    assetFolder: (bucket, key) => assetFolder(new Map([[`${bucket}/${key}`, join(folder, bucket, key)]]), bucket, key),
    withLocalUrls: (text) => text,
    log: (line) => void logged.push(line),
  };
  const lambda = lambdaService(grid, limits);
  receivers.lambda = lambda.receiver;
  void lambda.start?.();

  async function deployResource(type: string, logicalId: string, properties: Record<string, unknown>) {
    const resource = lambda.resources[type];
    if (!resource) throw new Error(`No resource type ${type}`);
    return (await resource.ensure({ stack: 'test', logicalId, type, properties, defaultName: `test-${logicalId}` }))
      .ref;
  }

  async function stopLife(): Promise<void> {
    await lambda.stop?.();
    store.close();
  }

  return {
    grid,
    lambda,
    queue,
    stream,
    sent,
    logged,
    deployResource,
    async deploy(name, code, properties = {}) {
      const asset = join(folder, 'assets', name);
      mkdirSync(asset, { recursive: true });
      writeFileSync(join(asset, 'index.mjs'), code);
      return deployResource('AWS::Lambda::Function', name, {
        FunctionName: name,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: `arn:aws:iam::000000000000:role/${name}`,
        Code: { S3Bucket: 'assets', S3Key: name },
        ...properties,
      });
    },
    async restart() {
      await stopLife();
      return begin(remains, limits);
    },
    async stop() {
      await stopLife();
      clock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when `holds` does; looks again after every turn of the event loop that brings something. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
