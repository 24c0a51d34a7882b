import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an entry that the gate refuses is told. */
interface Refusal {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

const THROTTLED: Refusal = { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded.' };

/** A gate before a grid's endpoint that throttles single entries of calls, as AWS does and no grid. */
export interface Throttle {
  readonly url: string;
  /** The number of entries of each PutEvents or BatchWriteItem that came, in order. */
  readonly calls: number[];
  /** Refuses the next `times` entries that hold a text, as throttled unless it says otherwise. */
  refuse(text: string, times: number, refusal?: Refusal): void;
  /** Refuses each PutEvents that holds this text whole, as a call with something malformed in it; an empty text ends that. */
  refuseWhole(text: string): void;
  stop(): Promise<void>;
}

type Json = any;

/** Opens the gate. Entries of PutEvents and items of BatchWriteItem can be throttled; all else passes. */
export async function openThrottle(endpoint: string): Promise<Throttle> {
  const calls: number[] = [];
  const left = new Map<string, { readonly times: number; readonly refusal: Refusal }>();
  let malformed: string | undefined;

  function refusalOf(entry: Json): Refusal | undefined {
    const text = JSON.stringify(entry);
    for (const [held, { times, refusal }] of left) {
      if (times === 0 || !text.includes(held)) continue;
      left.set(held, { times: times - 1, refusal });
      return refusal;
    }
    return undefined;
  }

  const actions: Record<string, (call: Call) => Promise<Json>> = {
    async PutEvents({ body, pass, refuse }) {
      if (malformed && JSON.stringify(body).includes(malformed)) {
        calls.push(body.Entries.length);
        return refuse({ __type: 'ValidationException', message: 'An entry is malformed.' });
      }
      const refused: (Refusal | undefined)[] = body.Entries.map(refusalOf);
      calls.push(refused.length);
      const Entries = body.Entries.filter((_: Json, at: number) => !refused[at]);
      const answer = Entries.length > 0 ? await pass({ ...body, Entries }) : { Entries: [] };
      if (!answer.Entries) return answer;
      const taken = [...answer.Entries];
      return { Entries: refused.map((refusal) => refusal ?? taken.shift()) };
    },
    async BatchWriteItem({ body, pass }) {
      const [[table, requests]] = Object.entries<Json[]>(body.RequestItems) as [[string, Json[]]];
      calls.push(requests.length);
      const refused = requests.map(refusalOf);
      const taken = requests.filter((_, at) => !refused[at]);
      if (taken.length > 0) await pass({ RequestItems: { [table]: taken } });
      return { UnprocessedItems: { [table]: requests.filter((_, at) => refused[at]) } };
    },
  };

  const server = createServer((incoming, outgoing) => {
    serveOne(endpoint, incoming, outgoing, actions).catch((error) => outgoing.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    refuse: (text, times, refusal = THROTTLED) => void left.set(text, { times, refusal }),
    refuseWhole: (text) => {
      malformed = text;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Call {
  readonly body: Json;
  /** Sends a body on, and gives what was answered. */
  pass(body: Json): Promise<Json>;
  /** Answers with an error, and gives it. */
  refuse(error: Json): Json;
}

async function serveOne(
  endpoint: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  actions: Record<string, (call: Call) => Promise<Json>>,
): Promise<void> {
  const sent = await textOf(incoming);
  const action = actions[String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''];
  let status = 200;
  const pass = async (text: string): Promise<string> => {
    const answer = await forward(endpoint, incoming, text);
    status = answer.statusCode ?? 500;
    return textOf(answer);
  };
  const answered = action
    ? JSON.stringify(
        await action({
          body: JSON.parse(sent),
          pass: async (body) => JSON.parse(await pass(JSON.stringify(body))),
          refuse: (error) => {
            status = 400;
            return error;
          },
        }),
      )
    : await pass(sent);
  outgoing.writeHead(status, { 'Content-Type': incoming.headers['content-type'] ?? 'application/x-amz-json-1.1' });
  outgoing.end(answered);
}

function forward(endpoint: string, { method, url, headers }: IncomingMessage, text: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const to = request(
      new URL(url ?? '/', endpoint),
      { method, headers: { ...headers, host: new URL(endpoint).host, 'content-length': Buffer.byteLength(text) } },
      resolve,
    );
    to.on('error', reject);
    to.end(text);
  });
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
