import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';
import { bucket, ownerClient } from './testing/bucketApp.ts';

const Bucket = 'cosas';
const MB = 2 ** 20;
let grid: Grid;
let s3: S3Client;

beforeAll(async () => {
  grid = await startGrid({ assembly: writeAssembly({ Resources: { Cosas: bucket({ BucketName: Bucket }) } }) });
  s3 = ownerClient(grid.endpoint);
});
afterAll(async () => {
  s3?.destroy();
  await grid?.stop();
});

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=owner/20261124/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0';

/** Sends what no SDK would. */
async function send(
  path: string,
  { body = '', ...options }: { method?: string; headers?: object; body?: string } = {},
) {
  const date = `${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const headers = {
    authorization: SIGNED.replace('20261124', date.slice(0, 8)),
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-amz-date': date,
    ...options.headers,
  };
  headers.authorization = headers.authorization.replace(
    /host;x-amz-date/,
    ['host', ...Object.keys(headers).filter((n) => n.startsWith('x-amz-'))].join(';'),
  );
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = httpRequest(
      `${grid.endpoint}${path}`,
      { agent: false, method: 'GET', ...options, headers },
      resolve,
    );
    request.on('error', reject);
    request.end(body);
  });
  return { status: response.statusCode, body: await text(response) };
}
const codeOf = ({ status, body }: { status: number | undefined; body: string }) => [
  status,
  /<Code>(\w+)<\/Code>/.exec(body)?.[1],
];

/** What is in use of the memory that buffers have, in bytes: what waits for the collector does not count. */
function buffersInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  // What the first finds is given back beside the program, at the latest when the second begins.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}

test('an object of 50 MB goes to the disk and back without being whole in memory', async () => {
  const part = randomBytes(MB);
  const before = buffersInUse();
  const seen: number[] = [];
  const parts = function* () {
    for (let i = 0; i < 50; i++) {
      if (i % 10 === 9) seen.push(buffersInUse() - before);
      yield part;
    }
  };
  const Body = Readable.from(parts(), { objectMode: false, highWaterMark: MB });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'grande', Body, ContentLength: 50 * MB }));
  const { Body: back } = await s3.send(new GetObjectCommand({ Bucket, Key: 'grande' }));
  const hash = createHash('md5');
  let size = 0;
  for await (const chunk of back as Readable) {
    if (Math.floor(size / (10 * MB)) < Math.floor((size + chunk.length) / (10 * MB)))
      seen.push(buffersInUse() - before);
    size += chunk.length;
    hash.update(chunk);
  }
  const whole = createHash('md5');
  for (let i = 0; i < 50; i++) whole.update(part);
  expect([size, hash.digest('hex')]).toStrictEqual([50 * MB, whole.digest('hex')]);
  expect(seen.length).toBe(10);
  expect(Math.max(...seen)).toBeLessThan(10 * MB);
});

test('listings go on where the page before has ended, and take together what is below a delimiter', async () => {
  for (const Key of ['l/a', 'l/b/1', 'l/b/2', 'l/c', 'l/d/1', 'l/é & <ñ>', 'm/1'])
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const pages: string[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const wish = { Bucket, Prefix: 'l/', Delimiter: '/', MaxKeys: 2, ...(ContinuationToken && { ContinuationToken }) };
    const page = await s3.send(new ListObjectsV2Command(wish));
    const prefixes = page.CommonPrefixes?.map(({ Prefix }) => String(Prefix)) ?? [];
    pages.push([...(page.Contents?.map(({ Key }) => String(Key)) ?? []), ...prefixes]);
    expect(page.KeyCount).toBe(pages.at(-1)?.length);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  expect(pages).toStrictEqual([['l/a', 'l/b/'], ['l/c', 'l/d/'], ['l/é & <ñ>']]);
  const after = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: 'l/', StartAfter: 'l/b/2', EncodingType: 'url' }),
  );
  expect(after.Contents?.map(({ Key }) => Key)).toStrictEqual(['l/c', 'l/d/1', 'l/%C3%A9%20%26%20%3C%C3%B1%3E']);
  expect((await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }))).KeyCount).toBe(0);
});

test('the bucket may stand before the name of the host', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'de/host', Body: 'hola' }));
  const hosts = [
    'cosas.localhost',
    'cosas.s3.localhost:4566',
    'cosas.s3.us-east-1.localhost',
    'cosas.s3-us-east-1.localhost',
  ];
  const answers = await Promise.all(hosts.map((host) => send('/de/host', { headers: { host } })));
  expect(answers).toStrictEqual(hosts.map(() => ({ status: 200, body: 'hola' })));
  const direct = ownerClient(grid.endpoint.replace('127.0.0.1', 'localhost'));
  const url = await getSignedUrl(direct, new GetObjectCommand({ Bucket, Key: 'de/host' }));
  expect(new URL(url).hostname).toBe('cosas.localhost');
  direct.destroy();
});

test('what the grid does not do is refused by name', async () => {
  const upload = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' })).catch((error) => error);
  expect([upload.name, upload.message]).toStrictEqual([
    'NotImplemented',
    "The grid's S3 does not act on multipart uploads: POST of an object with ?uploads.",
  ]);
  const tagged = s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Tagging: 'a=1' }));
  await expect(tagged).rejects.toThrow('the header "x-amz-tagging: a=1"');
  expect(codeOf(await send('/cosas?versioning'))).toStrictEqual([501, 'NotImplemented']);
  expect(
    codeOf(await send('/cosas/a', { headers: { authorization: 'AWS owner:firma/s3/aws4_request' } })),
  ).toStrictEqual([400, 'InvalidRequest']);
});

test.each<[string, [number, string], string, { method?: string; headers?: Record<string, string>; body?: string }]>([
  [
    'a payload without a length',
    [411, 'MissingContentLength'],
    '/cosas/a',
    { method: 'PUT', headers: { 'transfer-encoding': 'chunked' }, body: 'x' },
  ],
  [
    'a payload beyond S3’s limit',
    [400, 'EntityTooLarge'],
    '/cosas/a',
    { method: 'PUT', headers: { 'content-length': '5368709121', expect: '100-continue' } },
  ],
  [
    'another payload than was signed',
    [400, 'XAmzContentSHA256Mismatch'],
    '/cosas/a',
    { method: 'PUT', headers: { 'x-amz-content-sha256': '0'.repeat(64) }, body: 'x' },
  ],
  [
    'chunks that are none',
    [400, 'IncompleteBody'],
    '/cosas/a',
    {
      method: 'PUT',
      headers: { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '1' },
      body: 'hola',
    },
  ],
  [
    'chunks with another checksum at their end',
    [400, 'BadDigest'],
    '/cosas/a',
    {
      method: 'PUT',
      headers: {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': '1',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
      body: '1\r\nx\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
    },
  ],
  [
    'chunks that are signed',
    [501, 'NotImplemented'],
    '/cosas/a',
    { method: 'PUT', headers: { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }, body: 'x' },
  ],
  ['a key that is too long', [400, 'KeyTooLongError'], `/cosas/${'a'.repeat(1025)}`, { method: 'PUT', body: 'x' }],
  [
    'metadata that are too large',
    [400, 'MetadataTooLarge'],
    '/cosas/a',
    { method: 'PUT', headers: { 'x-amz-meta-a': 'a'.repeat(2048) }, body: 'x' },
  ],
  ['XML that is none', [400, 'MalformedXML'], '/cosas?delete', { method: 'POST', body: '<Delete>' }],
  ['a path that is none', [400, 'InvalidURI'], '/cosas/%ff', {}],
  [
    'a bucket of another account',
    [403, 'AccessDenied'],
    '/cosas/a',
    { headers: { 'x-amz-expected-bucket-owner': '111111111111' } },
  ],
])('%s: %s', async (_, expected, path, sent) => {
  expect(codeOf(await send(path, sent))).toStrictEqual(expected);
});
