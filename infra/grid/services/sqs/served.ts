import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../clock.ts';
import { AwsError, type Call, type GridContext, RawAnswer, type Service } from '../../service.ts';
import { Store } from '../../store.ts';

/** A service alone behind a small HTTP adapter, for tests that speak to it through the AWS SDK. */
export interface Served<S extends Service> {
  readonly service: S;
  readonly grid: GridContext;
  /** What an SDK client is made with. */
  readonly client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** Every service principal's right that was asked for: `sqs:SendMessage arn:…`. */
  readonly asked: string[];
  stop(): Promise<void>;
}

interface Options {
  readonly folder?: string;
  readonly receivers?: GridContext['receivers'];
  readonly functions?: GridContext['functions'];
}

/** Starts `make(grid)`; everyone may do everything, since rights are the IAM service's matter. */
export async function serve<S extends Service>(
  make: (grid: GridContext) => S,
  options: Options = {},
): Promise<Served<S>> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'alpes-served-'));
  const asked: string[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = new Store(join(folder, 'grid.sqlite'));
  const clock = new Clock();
  const grid = {
    store,
    clock,
    endpoint,
    dataFolder: folder,
    inMemory: options.folder === undefined,
    receivers: options.receivers ?? {},
    functions: options.functions,
    access: {
      check: () => undefined,
      checkService: (_: unknown, { action, resource }: { action: string; resource: string }) =>
        asked.push(`${action} ${resource}`),
      setResourcePolicy: () => undefined,
    },
    log: () => undefined,
  } as unknown as GridContext;
  const service = make(grid);
  await service.start?.();
  await service.run?.();
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await answerOf(service, Buffer.concat(chunks), request.headers as Call['headers']);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  return {
    service,
    grid,
    asked,
    client: { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await service.stop?.();
      clock.stop();
      store.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answerOf(service: Service, body: Buffer, headers: Call['headers']): Promise<RawAnswer> {
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const query = form ? Object.fromEntries(new URLSearchParams(String(body))) : undefined;
  const name = query?.Action ?? headers['x-amz-target']?.split('.').pop() ?? '';
  const type = { 'content-type': 'application/x-amz-json-1.0' };
  try {
    const action = service.actions[name];
    if (!action) throw new AwsError('UnknownOperationException', name);
    const input = query ?? JSON.parse(String(body) || '{}');
    action.permissions(input);
    const output = await action.run({ input, body, headers, principal: { arn: 'arn:aws:iam::000000000000:root' } });
    return output instanceof RawAnswer ? output : new RawAnswer(200, type, JSON.stringify(output ?? {}));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return new RawAnswer(
      error.status,
      type,
      JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
    );
  }
}
