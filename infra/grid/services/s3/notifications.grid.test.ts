import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import type { JsonObject } from '../../service.ts';
import { drain } from '../../testing/drain.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';
import { bucket, ownerClient } from './testing/bucketApp.ts';
import { synthNotifying } from './testing/notifyingApp.ts';

/** A function's first run takes its time on a busy machine. */
const PATIENCE = { timeout: 20_000 };
const folder = mkdtempSync(join(tmpdir(), 'grid-notifying-'));
let grid: Grid;
let s3: S3Client;
let sqs: SQSClient;

const synth = (suffix: string, silent = false) =>
  synthNotifying({ outdir: mkdtempSync(join(folder, 'assembly-')), suffix, silent });

beforeAll(() => start(synth('.jpg')));
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(assembly: string, data = 'data'): Promise<void> {
  grid = await startGrid({ assembly, dataFolder: join(folder, data) });
  s3 = ownerClient(grid.endpoint);
  sqs = new SQSClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
  });
}

async function stop(): Promise<void> {
  s3?.destroy();
  sqs?.destroy();
  await grid?.stop();
}

/** What was taken of objects, by queue and body: it is told at least once, and once more where the grid ended meanwhile. */
const known = new Set<string>();

/** Takes what is new in a queue, once there are `count` messages of it. */
async function taken(queue: string, count: number): Promise<JsonObject[]> {
  const QueueUrl = `${grid.endpoint}/000000000000/${grid.outputs.Notifying?.[`${queue}Name`] ?? queue}`;
  const bodies: JsonObject[] = [];
  await expect
    .poll(async () => {
      for (const { Body = '' } of await drain(sqs, QueueUrl)) {
        if (!known.has(queue + Body)) bodies.push(JSON.parse(Body));
        if (Body.includes('"sequencer"')) known.add(queue + Body);
      }
      return bodies.length;
    }, PATIENCE)
    .toBe(count);
  return bodies;
}

const put = (Key: string, Bucket = 'fotos') => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hola' }));
/** What a message tells: an event and a key each. */
const told = (bodies: JsonObject[]) =>
  bodies.flatMap(({ Records }) => Records.map((each: JsonObject) => `${each.eventName} ${each.s3.object.key}`)).sort();
const happened = (bodies: JsonObject[]) =>
  bodies.map((each) => `${each['detail-type']}: ${each.detail.reason} ${each.detail.object.key}`).sort();

test('a queue and a topic are sent a test when they are to be told', async () => {
  const [gone] = await taken('Gone', 1);
  expect(gone).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'fotos' });
  expect(await taken('Texts', 1)).toMatchObject([{ Event: 's3:TestEvent' }]);
});

test('what comes and goes is told to whom it concerns, and to the event bus', async () => {
  await put('fotos/el gato.jpg');
  await put('fotos/a.png');
  await put('leame.txt');
  await s3.send(new CopyObjectCommand({ Bucket: 'fotos', Key: 'fotos/b.jpg', CopySource: 'fotos/fotos/a.png' }));
  await s3.send(new DeleteObjectCommand({ Bucket: 'fotos', Key: 'leame.txt' }));
  await s3.send(new DeleteObjectCommand({ Bucket: 'fotos', Key: 'ninguno' }));
  const pictures = await taken('Pictures', 2);
  expect(told(pictures)).toStrictEqual(['ObjectCreated:Copy fotos/b.jpg', 'ObjectCreated:Put fotos/el+gato.jpg']);
  expect(told(await taken('Texts', 1))).toStrictEqual(['ObjectCreated:Put leame.txt']);
  const [gone] = await taken('Gone', 1);
  expect(gone?.Records[0].s3.object).toStrictEqual({ key: 'leame.txt', sequencer: expect.any(String) });
  expect(happened(await taken('All', 5))).toStrictEqual([
    'Object Created: CopyObject fotos/b.jpg',
    'Object Created: PutObject fotos/a.png',
    'Object Created: PutObject fotos/el gato.jpg',
    'Object Created: PutObject leame.txt',
    'Object Deleted: DeleteObject leame.txt',
  ]);
  const record = pictures.find(({ Records }) => Records[0].eventName === 'ObjectCreated:Put')?.Records[0];
  expect(record).toStrictEqual({
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    eventName: 'ObjectCreated:Put',
    userIdentity: { principalId: 'AWS:arn:aws:iam::000000000000:user/owner' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: expect.any(String),
      bucket: { name: 'fotos', ownerIdentity: { principalId: '000000000000' }, arn: 'arn:aws:s3:::fotos' },
      object: {
        key: 'fotos/el+gato.jpg',
        size: 4,
        eTag: '4d186321c1a7f0f354b297e8914ab240',
        sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
      },
    },
  });
});

test('sequencers of a key grow, also over a restart, after which events go on', async () => {
  await put('fotos/c.jpg');
  const [first] = await taken('Pictures', 1);
  await stop();
  await start(synth('.jpg'));
  await put('fotos/c.jpg');
  const [second] = await taken('Pictures', 1);
  const sequencer = (body?: JsonObject) => body?.Records[0].s3.object.sequencer;
  expect(sequencer(second) > sequencer(first)).toBe(true);
  await taken('All', 2);
});

test('an update tells others, and a bucket that says nothing more is silent', async () => {
  await grid.update(synth('.png'));
  await put('fotos/d.jpg');
  await put('fotos/d.png');
  expect(told(await taken('Pictures', 1))).toStrictEqual(['ObjectCreated:Put fotos/d.png']);
  await taken('All', 2);
  await grid.update(synth('.png', true));
  await put('fotos/e.png');
  for (const queue of ['Pictures', 'All', 'Gone']) await taken(queue, 0);
});

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:avisos';
const configuration = (of: JsonObject = {}) => ({
  QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: QUEUE, ...of }],
});
/** A template by hand: a bucket that tells a queue, and what lets it. */
const byHand = (NotificationConfiguration?: JsonObject, lets = true, more: JsonObject = {}) => ({
  Resources: {
    Cola: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'avisos' } },
    Permiso: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Cola' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: lets ? 'Allow' : 'Deny',
              Principal: { Service: 's3.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: QUEUE,
              Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::notas' } },
            },
          ],
        },
      },
    },
    Notas: {
      ...bucket({ BucketName: 'notas', ...(NotificationConfiguration && { NotificationConfiguration }), ...more }),
      DependsOn: 'Permiso',
    },
  },
});

test("the bucket's own resource says what it tells, an expiry too, and takes it back", async () => {
  const rules = [{ Name: 'prefix', Value: 'a/' }];
  const expiring = { QueueConfigurations: [{ Event: 's3:LifecycleExpiration:*', Queue: QUEUE }] };
  const both = [...configuration({ Filter: { S3Key: { Rules: rules } } }).QueueConfigurations];
  const Rules = [{ Status: 'Enabled', ExpirationInDays: 1 }];
  const all = { QueueConfigurations: [...both, ...expiring.QueueConfigurations] };
  await stop();
  await start(writeAssembly(byHand(all, true, { LifecycleConfiguration: { Rules } })), 'by-hand');
  await taken('avisos', 2);
  await put('a/1', 'notas');
  await put('b/1', 'notas');
  expect(told(await taken('avisos', 1))).toStrictEqual(['ObjectCreated:Put a/1']);
  grid.clock.advance(3 * 86_400_000);
  const over = await taken('avisos', 2);
  expect(told(over)).toStrictEqual(['LifecycleExpiration:Delete a/1', 'LifecycleExpiration:Delete b/1']);
  expect(over[0]?.Records[0].userIdentity).toStrictEqual({ principalId: 's3.amazonaws.com' });
  await grid.update(writeAssembly(byHand()));
  await put('a/2', 'notas');
  await taken('avisos', 0);
});

test('what a stack says of a bucket stands beside what the bucket itself says, also after a restart', async () => {
  const others = {
    Type: 'Custom::S3BucketNotifications',
    Properties: {
      ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:ninguna',
      BucketName: { Ref: 'Notas' },
      Managed: false,
      NotificationConfiguration: { QueueConfigurations: [{ Events: ['s3:ObjectRemoved:*'], QueueArn: QUEUE }] },
    },
  };
  const { Resources } = byHand(configuration());
  const assembly = writeAssembly({ Resources: { ...Resources, Otras: others } });
  await grid.update(assembly);
  await taken('avisos', 2);
  await stop();
  await start(assembly, 'by-hand');
  await put('c/1', 'notas');
  await s3.send(new DeleteObjectCommand({ Bucket: 'notas', Key: 'c/1' }));
  expect(told(await taken('avisos', 2))).toStrictEqual(['ObjectCreated:Put c/1', 'ObjectRemoved:Delete c/1']);
  await grid.update(writeAssembly({ Resources }));
  await s3.send(new DeleteObjectCommand({ Bucket: 'notas', Key: 'a/2' }));
  await put('c/2', 'notas');
  expect(told(await taken('avisos', 1))).toStrictEqual(['ObjectCreated:Put c/2']);
});

test('a destination that does not let the bucket send is refused, as are events that the grid never tells', async () => {
  await grid.update(writeAssembly(byHand()));
  const refused = grid.update(writeAssembly(byHand(configuration(), false)));
  await expect(refused).rejects.toThrow(`Unable to validate the following destination configurations: ${QUEUE}`);
  const never = grid.update(writeAssembly(byHand(configuration({ Event: 's3:ObjectTagging:*' }))));
  await expect(never).rejects.toThrow('the grid never tells "s3:ObjectTagging:*"');
});
