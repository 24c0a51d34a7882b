import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, HeadBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import { ownerClient } from '../../services/s3/testing/bucketApp.ts';
import { type CustomOptions, synthCustom } from '../../testing/customApp.ts';
import { drain } from '../../testing/drain.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-custom-'));
const logged: string[] = [];
let grid: Grid;

const synth = (options: Omit<CustomOptions, 'folder'>) => synthCustom({ folder, ...options });
const start = (assembly: string) =>
  startGrid({ assembly, dataFolder: join(folder, 'data'), onLog: (line) => logged.push(line) });
const outputs = () => grid.outputs.Custom ?? {};

/** What the queue was told since this was last asked. */
async function told(): Promise<unknown[]> {
  const sqs = new SQSClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
  });
  return (await drain(sqs, outputs().QueueUrl ?? '')).map(({ Body = '' }) => JSON.parse(Body));
}

async function keysOf(Bucket: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await ownerClient(grid.endpoint).send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

const SITE = { 'index.html': '<h1>uno</h1>', 'css/a.css': 'a {}', 'LEAME.md': '-' };
const FACTS = { grande: 'true', tallas: ['1', '2'] };

beforeAll(async () => {
  grid = await start(synth({ name: 'one', site: SITE, color: 'rojo' }));
});
afterAll(async () => {
  await grid?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the app's own, by CDK's provider framework, with a layer; a trigger; and a call of the SDK", async () => {
  expect(outputs()).toMatchObject({ OwnRef: 'de-rojo', Mezcla: 'rojo+blanco' });
  expect(outputs().AskedArn).toMatch(/^arn:aws:sqs:us-east-1:000000000000:Custom-Queue/);
  const messages = await told();
  expect(messages).toHaveLength(2);
  expect(messages).toContainEqual({ RequestType: 'Create', color: 'rojo', ...FACTS });
  expect(messages).toContain('triggered');
});

test('the files of a deployment are in their bucket, with what only the deployment knows', async () => {
  const s3 = ownerClient(grid.endpoint);
  const { Bucket = '', QueueUrl } = outputs();
  expect(await keysOf(Bucket)).toStrictEqual(['web/config.json', 'web/css/a.css', 'web/index.html']);
  const page = await s3.send(new GetObjectCommand({ Bucket, Key: 'web/index.html' }));
  expect([page.ContentType, page.CacheControl, await page.Body?.transformToString()]).toStrictEqual([
    'text/html',
    'no-cache',
    '<h1>uno</h1>',
  ]);
  const config = await s3.send(new GetObjectCommand({ Bucket, Key: 'web/config.json' }));
  expect(JSON.parse((await config.Body?.transformToString()) ?? '')).toStrictEqual({ queue: QueueUrl });
});

test('a restart asks nobody, and knows what was answered', async () => {
  await grid.stop();
  grid = await start(join(folder, 'one'));
  expect(outputs()).toMatchObject({ OwnRef: 'de-rojo', Mezcla: 'rojo+blanco' });
  expect(await told()).toStrictEqual([]);
});

test('a provider that fails fails the deployment, by its reason, and the next one goes on from before', async () => {
  const failing = grid.update(synth({ name: 'two', site: SITE, color: 'falla' }));
  await expect(failing).rejects.toThrow(
    /^Custom: Own \(Custom::Color\): Received response status \[FAILED\] from custom resource\. Message returned: no hay pintura/,
  );
  expect(await told()).toStrictEqual([
    { RequestType: 'Update', PhysicalResourceId: 'de-rojo', color: 'falla', before: 'rojo', ...FACTS },
  ]);
});

test('another thing under the same name takes the place of the one before; files that are no more are removed', async () => {
  const { Bucket = '' } = outputs();
  const s3 = ownerClient(grid.endpoint);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'web/viejo.txt', Body: '-' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'web/notas.md', Body: '-' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'otro.txt', Body: '-' }));
  await grid.update(synth({ name: 'three', site: { 'index.html': '<h1>dos</h1>' }, color: 'azul' }));
  expect(outputs()).toMatchObject({ OwnRef: 'de-azul', Mezcla: 'azul+blanco' });
  const messages = await told();
  expect(messages).toHaveLength(2);
  expect(messages).toContainEqual({
    RequestType: 'Update',
    PhysicalResourceId: 'de-rojo',
    color: 'azul',
    before: 'rojo',
    ...FACTS,
  });
  expect(messages).toContainEqual({ RequestType: 'Delete', PhysicalResourceId: 'de-rojo', color: 'rojo', ...FACTS });
  expect(await keysOf(Bucket)).toStrictEqual(['otro.txt', 'web/config.json', 'web/index.html', 'web/notas.md']);
});

test('what leaves the template is deleted by its provider, and a bucket that may be emptied goes with its objects', async () => {
  const { Bucket } = outputs();
  await grid.update(synth({ name: 'four', site: {}, color: 'azul', bare: true }));
  expect(await told()).toStrictEqual([
    { RequestType: 'Delete', PhysicalResourceId: 'de-azul', color: 'azul', ...FACTS },
  ]);
  await expect(ownerClient(grid.endpoint).send(new HeadBucketCommand({ Bucket }))).rejects.toThrow(
    expect.objectContaining({ name: 'NotFound' }),
  );
});
