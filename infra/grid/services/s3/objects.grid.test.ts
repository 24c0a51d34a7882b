import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';
import { bucket, ownerClient } from './testing/bucketApp.ts';

const Bucket = 'cosas';
const dataFolder = mkdtempSync(join(tmpdir(), 'grid-s3-'));
let grid: Grid;
let s3: S3Client;

beforeAll(async () => {
  const assembly = writeAssembly({ Resources: { Cosas: bucket({ BucketName: Bucket }) } });
  grid = await startGrid({ assembly, dataFolder });
  s3 = ownerClient(grid.endpoint);
});
afterAll(async () => {
  s3?.destroy();
  await grid?.stop();
  rmSync(dataFolder, { recursive: true });
});

const put = (Key: string, Body: string | Readable, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: object = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const textOf = async (Key: string, more: object = {}) => (await get(Key, more)).Body?.transformToString();
const nameOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.name,
  );

test('an object comes back as it was put, with its headers, metadata and checksum', async () => {
  const { ETag, ChecksumCRC32, ChecksumType } = await put('una/hoja é+ .txt', 'hola', {
    CacheControl: 'max-age=60',
    ContentDisposition: 'attachment; filename="hoja.txt"',
    ContentLanguage: 'es',
    ContentType: 'text/plain',
    Metadata: { autor: 'Ana' },
  });
  expect([ETag, ChecksumCRC32, ChecksumType]).toStrictEqual([
    '"4d186321c1a7f0f354b297e8914ab240"',
    'b6D5iA==',
    'FULL_OBJECT',
  ]);
  const { Body, $metadata, LastModified, ...head } = await get('una/hoja é+ .txt');
  expect(await Body?.transformToString()).toBe('hola');
  expect(head).toStrictEqual({
    AcceptRanges: 'bytes',
    CacheControl: 'max-age=60',
    ChecksumCRC32: 'b6D5iA==',
    ChecksumType: 'FULL_OBJECT',
    ContentDisposition: 'attachment; filename="hoja.txt"',
    ContentLanguage: 'es',
    ContentLength: 4,
    ContentType: 'text/plain',
    ETag,
    Metadata: { autor: 'Ana' },
  });
  expect(Math.abs(Number(LastModified) - Date.now())).toBeLessThan(60_000);
  const { ContentLength, ETag: seen } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'una/hoja é+ .txt' }));
  expect([ContentLength, seen]).toStrictEqual([4, ETag]);
});

test('what is not there is NoSuchKey, what is empty is empty', async () => {
  await expect(get('nada')).rejects.toThrow(NoSuchKey);
  expect(await nameOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'nada' })))).toBe('NotFound');
  expect(await nameOf(s3.send(new GetObjectCommand({ Bucket: 'ninguno', Key: 'a' })))).toBe('NoSuchBucket');
  await put('vacía', '');
  expect(await textOf('vacía')).toBe('');
});

test('a stream of which only the length is known is taken apart, and its checksum at the end is held against it', async () => {
  const body = randomBytes(300_000);
  const { ChecksumCRC32 } = await put('chorro', Readable.from([body.subarray(0, 7), body.subarray(7)]), {
    ContentLength: body.length,
  });
  expect(ChecksumCRC32).toBeTruthy();
  const { Body, ContentEncoding } = await get('chorro');
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
  expect(ContentEncoding).toBeUndefined();
});

test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  'a checksum by %s is kept',
  async (algorithm) => {
    const { $metadata, ...put1 } = await put('suma', 'hola', { ChecksumAlgorithm: algorithm });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'suma', ChecksumMode: 'ENABLED' }));
    expect(put1[`Checksum${algorithm}`]).toMatch(/^[\w+/]+=*$/);
    expect(head[`Checksum${algorithm}`]).toBe(put1[`Checksum${algorithm}`]);
  },
);

test('what comes damaged is refused and leaves nothing', async () => {
  const refused = [
    put('roto', 'hola', { ChecksumCRC32: 'AAAAAA==' }),
    put('roto', 'hola', { ChecksumSHA256: createHash('sha256').update('adiós').digest('base64') }),
    put('roto', 'hola', { ContentMD5: createHash('md5').update('adiós').digest('base64') }),
    put('roto', 'hola', { ContentMD5: 'AAA=' }),
  ];
  expect(await Promise.all(refused.map(nameOf))).toStrictEqual([
    'BadDigest',
    'BadDigest',
    'BadDigest',
    'InvalidDigest',
  ]);
  await expect(get('roto')).rejects.toThrow(NoSuchKey);
});

test('parts of an object', async () => {
  await put('partes', '0123456789');
  const { Body, ContentRange, ContentLength, $metadata } = await get('partes', { Range: 'bytes=2-4' });
  expect([await Body?.transformToString(), ContentRange, ContentLength, $metadata.httpStatusCode]).toStrictEqual([
    '234',
    'bytes 2-4/10',
    3,
    206,
  ]);
  expect(await textOf('partes', { Range: 'bytes=-2' })).toBe('89');
  expect(await nameOf(get('partes', { Range: 'bytes=10-' }))).toBe('InvalidRange');
});

test('conditions of reading and writing', async () => {
  const { ETag = '' } = await put('condición', 'uno');
  expect(await textOf('condición', { IfMatch: ETag })).toBe('uno');
  expect(await nameOf(get('condición', { IfMatch: '"otra"' }))).toBe('PreconditionFailed');
  const known = await get('condición', { IfNoneMatch: ETag }).catch((error) => error);
  expect([known.$metadata.httpStatusCode, known.$response.headers.etag]).toStrictEqual([304, ETag]);
  expect(await textOf('condición', { IfNoneMatch: '"otra"' })).toBe('uno');
  expect(await nameOf(put('condición', 'dos', { IfNoneMatch: '*' }))).toBe('PreconditionFailed');
  expect(await nameOf(put('condición', 'dos', { IfMatch: '"otra"' }))).toBe('PreconditionFailed');
  expect(await nameOf(put('condición', 'dos', { IfMatch: ETag }))).toBe('done');
  expect(await nameOf(put('ninguna', 'x', { IfMatch: ETag }))).toBe('NoSuchKey');
  expect(await textOf('condición')).toBe('dos');
});

test('of many that write at once under a condition, one does', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, i) => nameOf(put('carrera', String(i), { IfNoneMatch: '*' }))),
  );
  expect(outcomes.sort()).toStrictEqual([...Array.from({ length: 7 }, () => 'PreconditionFailed'), 'done']);
});

test('a copy has the content and headers of its source, or headers of its own', async () => {
  await put('original é', 'hola', { ContentType: 'text/plain', Metadata: { a: '1' } });
  const CopySource = `/${Bucket}/${encodeURIComponent('original é')}`;
  const { CopyObjectResult } = await s3.send(new CopyObjectCommand({ Bucket, Key: 'copia', CopySource }));
  expect(CopyObjectResult?.ETag).toBe('"4d186321c1a7f0f354b297e8914ab240"');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'original é' }));
  const copy = await get('copia');
  expect([await copy.Body?.transformToString(), copy.ContentType, copy.Metadata]).toStrictEqual([
    'hola',
    'text/plain',
    { a: '1' },
  ]);
  const own = { Bucket, Key: 'copia', CopySource: `${Bucket}/copia`, ContentType: 'text/html' };
  await s3.send(new CopyObjectCommand({ ...own, MetadataDirective: 'REPLACE' }));
  expect((await get('copia')).ContentType).toBe('text/html');
  expect(await nameOf(s3.send(new CopyObjectCommand(own)))).toBe('AccessDenied');
});

test('objects are deleted one by one or together, and their content with them', async () => {
  const folder = join(dataFolder, 's3/objects');
  expect(readdirSync(folder).length).toBeGreaterThan(0);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const [first, ...rest] = Contents.map(({ Key }) => ({ Key: String(Key) }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: String(first?.Key) }));
  const { Deleted } = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...rest, { Key: 'nada' }] } }),
  );
  expect(Deleted?.map(({ Key }) => Key)).toStrictEqual([...rest.map(({ Key }) => Key), 'nada']);
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  expect(readdirSync(folder)).toStrictEqual([]);
});
