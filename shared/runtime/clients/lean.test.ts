import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isUnavailable } from '../dependency.ts';
import { lean, overSignedHttp } from './lean.ts';
import { type Bounds, RequestHandler } from './requestHandler.ts';

const ANSWER = JSON.stringify({ Item: { pk: { S: 'orden-1' } } });
const question = new GetItemCommand({ TableName: 'log', Key: { pk: { S: 'orden-1' } } });
const QUICK: Bounds = { connectMs: 10_000, silenceMs: 50 };

const folder = mkdtempSync(path.join(tmpdir(), 'alpes-tls-'));
const [cert, key] = ['cert.pem', 'key.pem'].map((name) => path.join(folder, name)) as [string, string];
const servers = new Set<Server | TcpServer>();

beforeAll(() => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert, ...subject], { stdio: 'pipe' });
});

beforeEach(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' });
});

afterAll(() => {
  for (const server of servers) server.close();
  for (const server of servers) if ('closeAllConnections' in server) server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

async function listening(server: Server | TcpServer): Promise<string> {
  servers.add(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that gives each request in turn to one of these, and the last one what comes then. */
function turns(...listeners: RequestListener[]): RequestListener {
  let turn = 0;
  return (...args) => listeners[Math.min(turn++, listeners.length - 1)]?.(...args);
}

const answers: RequestListener = (_, response) => response.end(ANSWER);

function client(endpoint: string, bounds?: Bounds): DynamoDBClient {
  const settings = { ...overSignedHttp(), ...(bounds && { requestHandler: new RequestHandler(bounds) }) };
  return lean(new DynamoDBClient({ ...settings, endpoint, retryMode: 'standard' }));
}

test('over TLS, with one connection for calls after each other', async () => {
  const server = createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) }, answers);
  const connections = new Set<unknown>();
  server.on('secureConnection', (socket) => connections.add(socket));
  const endpoint = `https://${await listening(server)}`;
  await expect(client(endpoint).send(question)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(cert, 'utf8')]);
  try {
    const trusting = client(endpoint);
    connections.clear();
    for (let n = 0; n < 3; n += 1)
      expect(await trusting.send(question)).toMatchObject({ Item: { pk: { S: 'orden-1' } } });
    expect(connections.size).toBe(1);
  } finally {
    setDefaultCACertificates(before);
  }
});

test('a kept connection that the service has closed is opened anew', async () => {
  const cut: RequestListener = ({ socket }) => socket.destroy();
  const endpoint = `http://${await listening(createServer(turns(answers, cut, answers)))}`;
  const one = client(endpoint);
  await one.send(question);
  expect((await one.send(question)).$metadata.attempts).toBe(2);
});

test('what is refused has the class of its error', async () => {
  const refuses: RequestListener = (_, response) =>
    response.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' }).end(
      JSON.stringify({
        __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
        message: 'The conditional request failed',
        Item: { pk: { S: 'otro' } },
      }),
    );
  const failed = client(`http://${await listening(createServer(refuses))}`).send(question);
  await expect(failed).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  await expect(failed).rejects.toMatchObject({ Item: { pk: { S: 'otro' } } });
});

test('where our clock is wrong, the next try is signed by the clock of the service', async () => {
  const theirs = new Date(Date.now() + 3_600_000);
  const seen: IncomingMessage[] = [];
  const note =
    (listener: RequestListener): RequestListener =>
    (request, response) => {
      seen.push(request);
      response.setHeader('Date', theirs.toUTCString());
      listener(request, response);
    };
  const refuses: RequestListener = (_, response) =>
    response.writeHead(400).end(JSON.stringify({ __type: 'InvalidSignatureException', message: 'Signature expired' }));
  const endpoint = `http://${await listening(createServer(turns(note(refuses), note(answers))))}`;
  expect((await client(endpoint).send(question)).$metadata.attempts).toBe(2);
  const hours = seen.map(({ headers }) => String(headers['x-amz-date']).slice(0, 11));
  expect(hours[1]).toBe(theirs.toISOString().replace(/[-:]/g, '').slice(0, 11));
  expect(hours[0]).not.toBe(hours[1]);
});

test('a service that does not answer is given up, and asked once only', async () => {
  const seen: IncomingMessage[] = [];
  const silent: RequestListener = (request) => void seen.push(request);
  const stalls: RequestListener = (request, response) => {
    seen.push(request);
    response.writeHead(200, { 'Content-Length': 100 }).write('{');
  };
  for (const listener of [silent, stalls]) {
    seen.length = 0;
    const endpoint = `http://${await listening(createServer(listener))}`;
    await expect(client(endpoint, QUICK).send(question)).rejects.toSatisfy(isUnavailable);
    expect(seen.length).toBe(1);
  }
});

test('a service that does not connect is given up', async () => {
  const endpoint = `https://${await listening(createTcpServer((socket) => socket.on('error', () => undefined)))}`;
  const failed = client(endpoint, { connectMs: 50, silenceMs: 10_000 }).send(question);
  await expect(failed).rejects.toMatchObject({ name: 'TimeoutError', message: /no connection/ });
});

test('a caller may end a call', async () => {
  const asked = Promise.withResolvers<void>();
  const endpoint = `http://${await listening(createServer(() => asked.resolve()))}`;
  const abort = new AbortController();
  const failed = expect(client(endpoint).send(question, { abortSignal: abort.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  await asked.promise;
  abort.abort();
  await failed;
});

test('the body arrives as it is, with a query where there is one', async () => {
  const arrived = Promise.withResolvers<string>();
  const listens: RequestListener = async (request, response) => {
    arrived.resolve(`${request.method} ${request.url} ${await text(request)}`);
    response.writeHead(404, { 'X-Two': ['a', 'b'] }).end();
  };
  const { host, hostname, port } = new URL(`http://${await listening(createServer(listens))}`);
  const sent = {
    protocol: 'http:',
    hostname,
    port: Number(port),
    method: 'PUT',
    path: '/c/%C3%B1%2F',
    headers: { host },
  };
  const asked = { ...sent, query: { a: ['1', '2'], b: 'ñ' }, body: new TextEncoder().encode('¿qué?') };
  const { response } = await new RequestHandler().handle(asked as never);
  expect(await arrived.promise).toBe('PUT /c/%C3%B1%2F?a=1&a=2&b=%C3%B1 ¿qué?');
  expect(response).toMatchObject({ statusCode: 404, headers: { 'x-two': 'a, b' } });
});
