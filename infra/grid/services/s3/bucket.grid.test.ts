import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketCorsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import type { JsonObject } from '../../service.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';
import { bucket, ownerClient } from './testing/bucketApp.ts';

let dataFolder: string;
let grid: Grid;
let s3: S3Client;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'grid-s3-'));
});
afterEach(async () => {
  await stop();
  rmSync(dataFolder, { recursive: true });
});

async function stop(): Promise<void> {
  s3?.destroy();
  await grid?.stop();
}

async function start(Resources: JsonObject): Promise<void> {
  grid = await startGrid({ assembly: writeAssembly({ Resources }), dataFolder });
  s3 = ownerClient(grid.endpoint);
}

const fotos = (properties: JsonObject = {}) => ({ Fotos: bucket({ BucketName: 'fotos', ...properties }) });
const put = (Bucket: string, Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hola' }));
const textOf = async (Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket: 'fotos', Key }))).Body?.transformToString();
const keys = async () =>
  (await s3.send(new ListObjectsV2Command({ Bucket: 'fotos' }))).Contents?.map(({ Key }) => Key) ?? [];
const nameOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.name,
  );

test('buckets by the API', async () => {
  await start(fotos());
  await s3.send(new CreateBucketCommand({ Bucket: 'otro' }));
  expect(await nameOf(s3.send(new CreateBucketCommand({ Bucket: 'otro' })))).toBe('done');
  const wrong = ['Fotos', 'a', '1.2.3.4', 'dos..puntos', '-a-'];
  const refused = wrong.map((Bucket) => nameOf(s3.send(new CreateBucketCommand({ Bucket }))));
  expect(await Promise.all(refused)).toStrictEqual(wrong.map(() => 'InvalidBucketName'));
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toStrictEqual(['fotos', 'otro']);
  expect((await s3.send(new HeadBucketCommand({ Bucket: 'otro' }))).BucketRegion).toBe('us-east-1');
  expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'otro' }))).LocationConstraint).toBeUndefined();
  await put('otro', 'a');
  expect(await nameOf(s3.send(new DeleteBucketCommand({ Bucket: 'otro' })))).toBe('BucketNotEmpty');
  expect(await nameOf(s3.send(new DeleteBucketCommand({ Bucket: 'ninguno' })))).toBe('NoSuchBucket');
  expect(await nameOf(s3.send(new HeadBucketCommand({ Bucket: 'ninguno' })))).toBe('NotFound');
});

test('objects, and buckets of both kinds, are there after a restart; what was half written is not', async () => {
  await start(fotos());
  await s3.send(new CreateBucketCommand({ Bucket: 'otro' }));
  await put('fotos', 'a');
  await stop();
  writeFileSync(join(dataFolder, 's3/incoming/mitad'), 'ho');
  writeFileSync(join(dataFolder, 's3/objects/huérfano'), 'hola');
  await start(fotos());
  expect(await textOf('a')).toBe('hola');
  expect(await nameOf(s3.send(new HeadBucketCommand({ Bucket: 'otro' })))).toBe('done');
  expect(readdirSync(join(dataFolder, 's3/incoming'))).toStrictEqual([]);
  expect(readdirSync(join(dataFolder, 's3/objects')).length).toBe(1);
});

test('a grid that has lost the content of an object does not start as if it were whole', async () => {
  await start(fotos());
  await put('fotos', 'a');
  await stop();
  rmSync(join(dataFolder, 's3/objects'), { recursive: true });
  await expect(start(fotos())).rejects.toThrow('1 objects have lost their content');
});

test('an update changes the bucket and leaves its objects', async () => {
  const rule = { AllowedOrigins: ['https://a.example'], AllowedMethods: ['PUT'] };
  await start(fotos({ CorsConfiguration: { CorsRules: [{ ...rule, MaxAge: '60', Id: 'una' }] } }));
  await put('fotos', 'a');
  const cors = async () => (await s3.send(new GetBucketCorsCommand({ Bucket: 'fotos' }))).CORSRules;
  expect(await cors()).toStrictEqual([
    { ID: 'una', AllowedMethods: ['PUT'], AllowedOrigins: ['https://a.example'], MaxAgeSeconds: 60 },
  ]);
  const changed = { ...rule, AllowedHeaders: ['*'], ExposedHeaders: ['ETag'] };
  await grid.update(writeAssembly({ Resources: fotos({ CorsConfiguration: { CorsRules: [changed] } }) }));
  expect(await cors()).toStrictEqual([
    {
      AllowedHeaders: ['*'],
      AllowedMethods: ['PUT'],
      AllowedOrigins: ['https://a.example'],
      ExposeHeaders: ['ETag'],
    },
  ]);
  await grid.update(writeAssembly({ Resources: fotos() }));
  expect(await nameOf(cors())).toBe('NoSuchCORSConfiguration');
  expect(await textOf('a')).toBe('hola');
});

test('a bucket that leaves the template goes when it is empty, and not before', async () => {
  await start({ ...fotos(), Sin: bucket() });
  await put('fotos', 'a');
  const without = writeAssembly({ Resources: { Sin: bucket() } });
  await expect(grid.update(without)).rejects.toThrow('The bucket you tried to delete is not empty');
  expect(await textOf('a')).toBe('hola');
  await grid.update(writeAssembly({ Resources: fotos() }));
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toStrictEqual(['fotos']);
});

test('objects end as a rule of their bucket says, at the midnight that follows', async () => {
  const rules = [
    { Status: 'Enabled', Prefix: 'a/', ExpirationInDays: 2 },
    { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    { Status: 'Disabled', ExpirationInDays: 1 },
  ];
  await start(fotos({ LifecycleConfiguration: { Rules: rules } }));
  grid.clock.freeze();
  grid.clock.advance(86_400_000 - (grid.clock.now() % 86_400_000) + 3_600_000);
  await put('fotos', 'a/1');
  await put('fotos', 'b/1');
  grid.clock.advance(2 * 86_400_000 + 60_000);
  expect(await keys()).toStrictEqual(['a/1', 'b/1']);
  grid.clock.advance(86_400_000);
  await vi.waitFor(async () => expect(await keys()).toStrictEqual(['b/1']));
});

test.each<[string, JsonObject, string]>([
  ['VersioningConfiguration', { VersioningConfiguration: { Status: 'Enabled' } }, 'property "VersioningConfiguration"'],
  ['AccessControl', { AccessControl: 'PublicRead' }, 'property "AccessControl"'],
  ['ACLs', { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }, 'ObjectWriter'],
  [
    'a transition',
    { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Transitions: [] }] } },
    'does not act on Transitions',
  ],
  ['a name', { BucketName: 'Fotos' }, 'The specified bucket is not valid'],
])('%s is refused by name', async (_, properties, message) => {
  await expect(start(fotos(properties))).rejects.toThrow(message);
});

test('a policy that lets everybody in is refused where the bucket blocks it, as a new one does', async () => {
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::fotos/*',
  };
  const Properties = { Bucket: { Ref: 'Fotos' }, PolicyDocument: { Statement } };
  await expect(start({ ...fotos(), Todos: { Type: 'AWS::S3::BucketPolicy', Properties } })).rejects.toThrow(
    'prevented by the BlockPublicPolicy setting',
  );
});
