import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from './grid.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-update-'));
const logged: string[] = [];
let grid: Grid;
let lambda: LambdaClient;
let made = 0;

/** Answers what its code says, its variable, how often this instance was asked before, and what is in its table. */
const answering = (text: string) => `
  import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
  const dynamodb = new DynamoDBClient({});
  const TableName = process.env.TABLE;
  const items = async () => (await dynamodb.send(new ScanCommand({ TableName }))).Items.map(({ id }) => id.S).sort();
  let seen = 0;
  export const handler = async ({ httpMethod, write, until }) => {
    if (httpMethod) return { statusCode: 200 };
    const answer = { text: ${JSON.stringify(text)}, variable: process.env.WORD, seen: seen++ };
    if (write) await dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: write } } }));
    while (until && !(await items()).includes(until));
    return { ...answer, items: await items() };
  };`;

function codeOf(text: string): string {
  const place = join(folder, `code-${made++}`);
  mkdirSync(place);
  writeFileSync(join(place, 'index.mjs'), text);
  return place;
}

interface Wanted {
  readonly code?: string;
  readonly word?: string;
  readonly queues?: readonly string[];
  readonly routes?: readonly string[];
}

function synth({ code = answering('first'), word = 'a', queues = ['One'], routes = ['one'] }: Wanted = {}): string {
  const app = new App({ outdir: join(folder, `assembly-${made++}`) });
  const stack = new Stack(app, 'Update');
  const table = new Table(stack, 'Things', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const fn = new Lambda(stack, 'Answer', {
    functionName: 'answer',
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(codeOf(code)),
    timeout: Duration.minutes(1),
    environment: { TABLE: table.tableName, WORD: word },
  });
  table.grantReadWriteData(fn);
  for (const name of queues) new CfnOutput(stack, `${name}Url`, { value: new Queue(stack, name).queueUrl });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  for (const route of routes) api.root.addResource(route).addMethod('GET', new LambdaIntegration(fn));
  return app.synth().directory;
}

beforeEach(async () => {
  grid = await startGrid({ assembly: synth(), onLog: (line) => logged.push(line) });
  lambda = new LambdaClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
  });
});

afterEach(async () => {
  lambda.destroy();
  await grid.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(question: object = {}) {
  const { Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: 'answer', Payload: JSON.stringify(question) }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

const statusOf = async (route: string) => (await fetch(`${grid.apis.Api}/${route}`)).status;

test('replaced code answers from then on, and what was written is there', async () => {
  await ask({ write: '1' });
  expect(grid.replaceCode('answer', codeOf(answering('second')))).toBe(true);
  expect(await ask()).toMatchObject({ text: 'second', variable: 'a', seen: 0, items: ['1'] });
});

test('an invocation under way ends with the code that it began with', async () => {
  const under = ask({ write: 'begun', until: 'replaced' });
  await vi.waitFor(async () => expect((await ask()).items).toStrictEqual(['begun']), 30_000);
  grid.replaceCode('answer', codeOf(answering('second')));
  expect(await ask({ write: 'replaced' })).toMatchObject({ text: 'second' });
  expect(await under).toMatchObject({ text: 'first', items: ['begun', 'replaced'] });
});

test('the same code in another folder ends no instance', async () => {
  await ask();
  expect(grid.replaceCode('answer', codeOf(answering('first')))).toBe(false);
  expect(await ask()).toMatchObject({ seen: 1 });
});

test('an assembly with the code that was replaced by hand ends no instance either', async () => {
  grid.replaceCode('answer', codeOf(answering('second')));
  await ask();
  await grid.update(synth({ code: answering('second') }));
  expect(await ask()).toMatchObject({ text: 'second', seen: 1 });
});

test('an update changes what differs, and leaves the rest at work', async () => {
  await ask({ write: '1' });
  const { update } = grid;
  expect(await update(synth())).toStrictEqual([]);
  expect(await update(synth({ queues: ['One', 'Two'] }))).toStrictEqual([
    expect.stringMatching(/^Update: Two\w+ \(AWS::SQS::Queue\)$/),
  ]);
  expect(await ask()).toMatchObject({ seen: 1, items: ['1'] });
  await grid.update(synth({ queues: ['Two'], word: 'b' }));
  expect(await ask()).toMatchObject({ text: 'first', variable: 'b', seen: 0, items: ['1'] });
  expect(Object.keys(grid.outputs.Update ?? {}).filter((name) => name.endsWith('Url'))).toStrictEqual(['TwoUrl']);
  const sqs = new SQSClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'o', secretAccessKey: 'o' },
  });
  expect((await sqs.send(new ListQueuesCommand())).QueueUrls).toStrictEqual([grid.outputs.Update?.TwoUrl]);
  sqs.destroy();
});

test('routes come and go at the same address', async () => {
  const url = grid.apis.Api;
  expect([await statusOf('one'), await statusOf('two')]).toStrictEqual([200, 403]);
  await grid.update(synth({ routes: ['one', 'two'] }));
  expect([await statusOf('one'), await statusOf('two')]).toStrictEqual([200, 200]);
  await grid.update(synth({ routes: ['two'] }));
  expect([await statusOf('one'), await statusOf('two'), grid.apis.Api]).toStrictEqual([403, 200, url]);
});

test('what cannot be deployed is refused by name, and the grid goes on as it was', async () => {
  await ask({ write: '1' });
  const broken = join(folder, 'broken');
  cpSync(synth({ word: 'b' }), broken, { recursive: true });
  writeFileSync(
    join(broken, 'Update.template.json'),
    JSON.stringify({ Resources: { Pipe: { Type: 'AWS::Pipes::Pipe' } } }),
  );
  await expect(grid.update(broken)).rejects.toThrow('AWS::Pipes::Pipe');
  expect(await ask()).toMatchObject({ seen: 1, items: ['1'] });
  await grid.update(synth({ word: 'c' }));
  expect(await ask()).toMatchObject({ variable: 'c', items: ['1'] });
});
