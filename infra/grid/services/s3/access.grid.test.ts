import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import type { JsonObject } from '../../service.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';
import { assumed, bucket, ownerClient, role } from './testing/bucketApp.ts';

const allow = (Action: string | string[], Resource: string) => ({ Effect: 'Allow', Action, Resource });
const policy = (Bucket: string, ...Statement: JsonObject[]) => ({
  Type: 'AWS::S3::BucketPolicy',
  DependsOn: 'Abierta',
  Properties: { Bucket, PolicyDocument: { Statement } },
});
const cors = {
  CorsRules: [
    {
      AllowedOrigins: ['https://*.alpes.example'],
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['content-type', 'x-amz-*'],
      ExposedHeaders: ['ETag'],
      MaxAge: 300,
    },
  ],
};
const template = {
  Resources: {
    Pruebas: bucket({ BucketName: 'pruebas', CorsConfiguration: cors }),
    Abierta: bucket({
      BucketName: 'abierta',
      PublicAccessBlockConfiguration: { BlockPublicPolicy: false, RestrictPublicBuckets: 'false' },
    }),
    SoloTls: policy(
      'pruebas',
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::pruebas', 'arn:aws:s3:::pruebas/*'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::pruebas/vedado/*' },
    ),
    Publica: policy('abierta', { ...allow('s3:GetObject', 'arn:aws:s3:::abierta/a/*'), Principal: '*' }),
    Escribe: role(allow('s3:PutObject', 'arn:aws:s3:::pruebas/*')),
    Lee: role(allow('s3:GetObject', 'arn:aws:s3:::pruebas/*')),
    Lista: role(allow('s3:GetObject', 'arn:aws:s3:::pruebas/*'), {
      ...allow('s3:ListBucket', 'arn:aws:s3:::pruebas'),
      Condition: { StringLike: { 's3:prefix': 'a/*' } },
    }),
  },
  Outputs: Object.fromEntries(
    ['Escribe', 'Lee', 'Lista'].map((name) => [name, { Value: { 'Fn::GetAtt': [name, 'Arn'] } }]),
  ),
};

let grid: Grid;
let owner: S3Client;
const clients: Record<string, S3Client> = {};
const as = (name: string) => clients[name] as S3Client;

beforeAll(async () => {
  grid = await startGrid({ assembly: writeAssembly(template) });
  owner = ownerClient(grid.endpoint);
  for (const name of ['Escribe', 'Lee', 'Lista'])
    clients[name] = await assumed(grid.endpoint, String(grid.outputs.stack?.[name]));
  for (const Bucket of ['pruebas', 'abierta'])
    await owner.send(new PutObjectCommand({ Bucket, Key: 'a/1', Body: 'uno', ContentType: 'text/plain' }));
});
afterAll(async () => {
  for (const client of [owner, ...Object.values(clients)]) client?.destroy();
  await grid?.stop();
});

const inPruebas = (Key: string) => ({ Bucket: 'pruebas', Key });
const nameOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.name,
  );
const get = (client: S3Client, Key: string) => nameOf(client.send(new GetObjectCommand(inPruebas(Key))));
const codeIn = async (response: Response) => /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];

/** A URL to put an image of just this size. */
const putUrl = (Key: string, client = as('Escribe')) =>
  getSignedUrl(client, new PutObjectCommand({ ...inPruebas(Key), ContentType: 'image/png', ContentLength: 4 }), {
    expiresIn: 300,
    signableHeaders: new Set(['content-type', 'content-length']),
  });
const upload = (url: string, body = 'hola', type = 'image/png') =>
  fetch(url, { method: 'PUT', body, headers: { 'content-type': type } });

test('a role does what its policy lets it do', async () => {
  const put = (client: S3Client) => nameOf(client.send(new PutObjectCommand({ ...inPruebas('b/1'), Body: 'x' })));
  expect([await put(as('Escribe')), await put(as('Lee'))]).toStrictEqual(['done', 'AccessDenied']);
  expect([await get(as('Escribe'), 'a/1'), await get(as('Lee'), 'a/1')]).toStrictEqual(['AccessDenied', 'done']);
});

test('who may not list a bucket does not learn what is not there', async () => {
  expect([await get(as('Lee'), 'nada'), await get(as('Lista'), 'nada')]).toStrictEqual([
    'AccessDenied',
    'AccessDenied',
  ]);
  const list = (Prefix: string) => nameOf(as('Lista').send(new ListObjectsV2Command({ Bucket: 'pruebas', Prefix })));
  expect([await list('a/'), await list('b/')]).toStrictEqual(['done', 'AccessDenied']);
  expect(await get(owner, 'nada')).toBe('NoSuchKey');
});

test('the policy of a bucket goes for its objects', async () => {
  const vedado = new PutObjectCommand({ ...inPruebas('vedado/1'), Body: 'x' });
  const denied = await as('Escribe')
    .send(vedado)
    .catch((error) => error);
  expect(denied.message).toContain('with an explicit deny in a resource-based policy');
});

test('without a signature nothing is seen, save where the bucket is open and its policy lets everybody', async () => {
  const statusOf = async (path: string) => (await fetch(`${grid.endpoint}${path}`)).status;
  expect(await Promise.all(['/pruebas/a/1', '/pruebas', '/pruebas/nada'].map(statusOf))).toStrictEqual([403, 403, 403]);
  expect(await Promise.all(['/abierta/a/1', '/abierta/b', '/abierta?list-type=2'].map(statusOf))).toStrictEqual([
    200, 403, 403,
  ]);
  expect(await codeIn(await fetch(`${grid.endpoint}/pruebas/a/1`))).toBe('AccessDenied');
});

test('a presigned URL lets its holder put what it names, and nothing else', async () => {
  const url = await putUrl('fotos/1');
  expect((await upload(url)).status).toBe(200);
  expect(await get(owner, 'fotos/1')).toBe('done');
  const refused = [
    upload(url, 'hola', 'text/html'),
    upload(url, 'hola y más'),
    upload(url.replace('fotos', 'otras')),
    upload(url.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000')),
    fetch(url),
    fetch(url, { method: 'DELETE' }),
  ];
  expect(await Promise.all((await Promise.all(refused)).map(codeIn))).toStrictEqual(
    Array.from(refused, () => 'SignatureDoesNotMatch'),
  );
  const more = fetch(url, {
    method: 'PUT',
    body: 'hola',
    headers: { 'content-type': 'image/png', 'x-amz-meta-a': '1' },
  });
  expect(await codeIn(await more)).toBe('AccessDenied');
});

test('a presigned URL may do what its signer may', async () => {
  expect(await codeIn(await upload(await putUrl('fotos/2', as('Lee'))))).toBe('AccessDenied');
  expect(await codeIn(await upload(await putUrl('vedado/2')))).toBe('AccessDenied');
});

test('a presigned URL gives the object, with the headers that it asks for', async () => {
  const command = new GetObjectCommand({ ...inPruebas('a/1'), ResponseContentDisposition: 'attachment' });
  const response = await fetch(await getSignedUrl(as('Lee'), command, { expiresIn: 60 }));
  expect([response.status, response.headers.get('content-disposition'), await response.text()]).toStrictEqual([
    200,
    'attachment',
    'uno',
  ]);
});

test('a page of an origin that the bucket names may put, once it has asked', async () => {
  const url = await putUrl('fotos/3');
  const origin = 'https://torre.alpes.example';
  const asked = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' };
  const allowed = await fetch(url, { method: 'OPTIONS', headers: asked });
  const said = (response: Response, name: string) => response.headers.get(`access-control-${name}`);
  expect([
    allowed.status,
    ...['allow-origin', 'allow-methods', 'allow-headers', 'max-age'].map((name) => said(allowed, name)),
  ]).toStrictEqual([200, origin, 'GET, PUT', 'content-type', '300']);
  const answer = await fetch(url, { method: 'PUT', body: 'hola', headers: { origin, 'content-type': 'image/png' } });
  expect([answer.status, said(answer, 'allow-origin'), said(answer, 'expose-headers')]).toStrictEqual([
    200,
    origin,
    'ETag',
  ]);
});

test('pages of other origins, other methods and other headers are not let in', async () => {
  const url = await putUrl('fotos/4');
  const ask = (origin: string, method: string, headers = 'content-type') =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
    });
  const ours = 'https://torre.alpes.example';
  const answers = [ask('https://malo.example', 'PUT'), ask(ours, 'DELETE'), ask(ours, 'PUT', 'x-otra')];
  expect((await Promise.all(answers)).map(({ status }) => status)).toStrictEqual([403, 403, 403]);
  const headers = { origin: 'https://malo.example', 'content-type': 'image/png' };
  expect((await fetch(url, { method: 'PUT', body: 'hola', headers })).status).toBe(403);
  expect(await get(owner, 'fotos/4')).toBe('NoSuchKey');
});

test('a presigned URL ends by the clock of the grid', async () => {
  const url = await putUrl('fotos/5');
  grid.clock.advance(299_000);
  expect((await upload(url)).status).toBe(200);
  grid.clock.advance(2_000);
  const late = await upload(url);
  expect([late.status, await late.text()]).toStrictEqual([403, expect.stringContaining('Request has expired')]);
});

test('a request whose time is neither the grid’s nor the machine’s is refused', async () => {
  grid.clock.advance(20 * 60_000);
  expect(await get(owner, 'a/1')).toBe('done');
  const skewed = ownerClient(grid.endpoint, { systemClockOffset: -16 * 60_000 });
  expect(await get(skewed, 'a/1')).toBe('RequestTimeTooSkewed');
});
