import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Grid, startGrid } from '../../../grid.ts';
import type { JsonObject } from '../../../service.ts';
import { type ChatOptions, synthChat } from './chatApp.ts';
import { connect, type TestClient } from './client.ts';

/** A client that is connected, and what `$connect` got of it. */
export interface Entered extends TestClient {
  readonly connectionId: string;
  readonly opening: JsonObject;
}

/** The app of the chat, deployed on a grid of its own. */
export interface Chat {
  readonly grid: Grid;
  output(name: string): string;
  /** Connects to the API that has an authorizer, as a client that it lets in. */
  enter(protocols?: readonly string[]): Promise<Entered>;
  /** The next event of its function of which `is` holds; those before it are kept for others. */
  seen(is: (event: JsonObject) => boolean): Promise<JsonObject>;
  /** The management API of that stage, or of the one at `endpoint`, as the owner calls it. */
  management(endpoint?: string): ApiGatewayManagementApiClient;
  /** The app with changes, for `grid.update`. */
  changed(options: Omit<ChatOptions, 'outdir'>): string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const OWNER = { accessKeyId: 'owner', secretAccessKey: 'owner' };

/** Starts it. */
export async function startChat(): Promise<Chat> {
  const folder = mkdtempSync(join(tmpdir(), 'chat-'));
  const outdir = (name: string) => join(folder, name);
  const assembly = synthChat({ outdir: outdir('out') });
  const start = () => startGrid({ assembly, dataFolder: join(folder, 'data') });
  let grid = await start();
  let versions = 0;
  let clients = 0;
  const kept: JsonObject[] = [];
  const output = (name: string) => String(grid.outputs.Chat?.[name]);
  const client = { region: 'us-east-1', credentials: OWNER };
  const chat: Chat = {
    get grid() {
      return grid;
    },
    output,
    async enter(protocols = []) {
      const number = String(++clients);
      const entered = await connect(`${output('Url')}?token=bueno&x=0&x=${number}`, protocols);
      const opening = await chat.seen(({ queryStringParameters }) => queryStringParameters?.x === number);
      return { ...entered, opening, connectionId: opening.requestContext.connectionId };
    },
    async seen(is) {
      const sqs = new SQSClient({ ...client, endpoint: grid.endpoint });
      const QueueUrl = output('SeenUrl');
      for (;;) {
        const at = kept.findIndex(is);
        if (at >= 0) {
          sqs.destroy();
          return kept.splice(at, 1)[0] as JsonObject;
        }
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
        );
        for (const { Body = '', ReceiptHandle } of Messages) {
          kept.push(JSON.parse(Body));
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
    management: (endpoint = output('CallbackUrl')) =>
      new ApiGatewayManagementApiClient({ ...client, endpoint, maxAttempts: 1 }),
    changed: (options) => synthChat({ ...options, outdir: outdir(`out${++versions}`) }),
    async restart() {
      await grid.stop();
      grid = await start();
    },
    async stop() {
      await grid.stop();
      rmSync(folder, { recursive: true });
    },
  };
  return chat;
}
