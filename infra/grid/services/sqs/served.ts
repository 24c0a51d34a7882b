import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../clock.ts';
import { startEndpoint } from '../../endpoint/server.ts';
import { createMeter } from '../../meter/meter.ts';
import { Outbox } from '../../outbox.ts';
import { type GridContext, RawAnswer, type Service } from '../../service.ts';
import type { Mutable } from '../../services.ts';
import { Store } from '../../store.ts';
import { noFaults } from '../../testing/noFaults.ts';

/** Services alone behind the endpoint, for tests that speak to them through the AWS SDK. */
export interface Served<S> {
  readonly services: S;
  readonly grid: GridContext;
  /** What an SDK client is made with. */
  readonly client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** What makes an SDK client that is given nothing speak to them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every right of a service principal that was asked for: `sqs:SendMessage arn:…`. */
  readonly asked: string[];
  /** What was said on the console. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/** A service that takes requests of its own beside its API's. */
interface Fronted {
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/**
 * Serves what `make` gives, in a folder that outlives the stop when one is given. Everyone may do everything: rights
 * are the IAM service's matter and tested with it.
 */
export async function serve<S extends Record<string, Service>>(
  make: (grid: Mutable<GridContext>) => S,
  folder?: string,
): Promise<Served<S>> {
  const dataFolder = folder ?? mkdtempSync(join(tmpdir(), 'alpes-served-'));
  const asked: string[] = [];
  const store = new Store(join(dataFolder, 'grid.sqlite'));
  const clock = new Clock();
  const access = {
    check: () => undefined,
    checkService: (_source: unknown, right: { action: string; resource: string }) =>
      void asked.push(`${right.action} ${right.resource}`),
    setResourcePolicy: () => undefined,
    principalOf: () => ({ arn: 'arn:aws:iam::000000000000:root' }),
  } as unknown as GridContext['access'];
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const faults = noFaults({ clock });
  const meter = createMeter();
  const kept = { store, dataFolder, inMemory: folder === undefined };
  const outbox = new Outbox({ store, clock, log });
  const context = { ...kept, clock, receivers: {}, access, meter, outbox, log, ...faults };
  const grid = context as unknown as Mutable<GridContext>;
  const fronted = (service: Service) => service as Partial<Fronted>;
  const services = make(grid);
  const all = Object.values(services);
  const endpoint = await startEndpoint({
    port: 0,
    services: all,
    access,
    meter,
    throughFaults: faults.throughFaults,
    admin: () => new RawAnswer(404, {}, ''),
    front: (request, response) => all.some((service) => fronted(service).handle?.(request, response) ?? false),
    log,
  });
  grid.endpoint = endpoint.url;
  for (const service of all) await service.start?.();
  for (const service of all) await service.run?.();
  return {
    services,
    grid,
    asked,
    lines,
    environment: {
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    client: {
      endpoint: endpoint.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    async stop() {
      for (const service of all) await service.stop?.();
      await endpoint.stop();
      clock.stop();
      store.close();
      if (folder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
