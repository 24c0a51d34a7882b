import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { harness } from '../testing/harness.ts';

/** What asks the same of an API in all the ways of `node:https`, and of a host that is none. */
const CODE = `
import https, { get, request } from 'node:https';
const name = 'abc123.execute-api.us-east-1.amazonaws.com';
const read = (ask) => new Promise((resolve, reject) => {
  const asked = ask((response) => {
    let body = '';
    response.on('data', (chunk) => { body += chunk; });
    response.on('end', () => resolve(body));
  });
  asked.on('error', (error) => resolve(error.code));
  asked.end();
});
export const handler = () => Promise.all([
  read((done) => request({ host: name, path: '/dev/a', headers: { host: name, x: '1' }, agent: new https.Agent() }, done)),
  read((done) => https.request('https://' + name + '/dev/b?c=1', { method: 'POST' }, done)),
  read((done) => get(new URL('https://' + name + '/dev/c'), done)),
  read((done) => request({ hostname: '127.0.0.1', path: '/_aws/custom-resource-responses/a', method: 'PUT' }, done)),
  read((done) => request({ host: '127.0.0.1', port: 1, path: '/' }, done)),
]);`;

test('requests to an API by the name that AWS gives it, and what answers CloudFormation, are made of the grid, and no others', async () => {
  const server = createServer((request, response) => {
    response.end(`${request.method} ${request.url} ${request.headers.host} ${request.headers.x}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { deploy, lambda, stop, grid } = harness();
  onTestFinished(async () => {
    await stop();
    server.close();
  });
  Object.assign(grid, { endpoint: `http://127.0.0.1:${port}` });
  await deploy('asking', CODE);
  expect(JSON.parse((await lambda.invoke('asking', '{}')).payload)).toStrictEqual([
    `GET /_aws/execute-api/abc123/dev/a 127.0.0.1:${port} 1`,
    `POST /_aws/execute-api/abc123/dev/b?c=1 127.0.0.1:${port} undefined`,
    `GET /_aws/execute-api/abc123/dev/c 127.0.0.1:${port} undefined`,
    `PUT /_aws/custom-resource-responses/a 127.0.0.1:${port} undefined`,
    'ECONNREFUSED',
  ]);
});
