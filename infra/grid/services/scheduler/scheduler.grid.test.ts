import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Clock } from '../../clock.ts';
import { type Grid, startGrid } from '../../grid.ts';
import { drain } from '../../testing/drain.ts';
import { synthSchedules } from './testing/scheduleApp.ts';

const HOUR_MS = 3_600_000;
/** A function's first run takes its time on a busy machine. */
const PATIENCE = { timeout: 20_000 };
const folder = mkdtempSync(join(tmpdir(), 'grid-scheduler-'));
let grid: Grid;
let scheduler: SchedulerClient;
let sqs: SQSClient;

const synth = (word: string, bare = false) =>
  synthSchedules({ outdir: mkdtempSync(join(folder, 'assembly-')), word, bare });

beforeAll(() => start(synth('hola')));
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(assembly: string, clock = new Clock()): Promise<void> {
  grid = await startGrid({ assembly, dataFolder: join(folder, 'data'), clock });
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
  const config = { endpoint: grid.endpoint, region: 'us-east-1', credentials };
  scheduler = new SchedulerClient(config);
  sqs = new SQSClient(config);
}

async function stop(): Promise<void> {
  scheduler?.destroy();
  sqs?.destroy();
  await grid?.stop();
}

const arnOf = (name: string) => grid.outputs.Schedules?.[`${name}Arn`] ?? '';

/** Takes what is in a queue, once there are `count` messages of it. */
async function taken(name: string, count: number) {
  const QueueUrl = `${grid.endpoint}/000000000000/${arnOf(name).split(':').at(-1)}`;
  const messages: { body: string; attributes: Record<string, string | undefined> }[] = [];
  await expect
    .poll(async () => {
      for (const { Body = '', MessageAttributes = {} } of await drain(sqs, QueueUrl)) {
        const values = Object.entries(MessageAttributes).map(([key, { StringValue }]) => [key, StringValue]);
        messages.push({ body: Body, attributes: Object.fromEntries(values) });
      }
      return messages.length;
    }, PATIENCE)
    .toBe(count);
  return messages;
}

/** The next time that clocks in Bogotá show eight. */
function nextEight(): number {
  const day = 24 * HOUR_MS;
  return Math.floor((grid.clock.now() - 13 * HOUR_MS) / day) * day + day + 13 * HOUR_MS;
}

const written = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
const moment = (time: number) => `at(${written(time).slice(0, -1)})`;

/** A schedule of an app's own, for the queue. */
const own = (Name: string, of: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
  Name,
  ScheduleExpression: moment(grid.clock.now() + HOUR_MS),
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: arnOf('Queue'), RoleArn: arnOf('Role'), Input: Name },
  ...of,
});
const create = (input: CreateScheduleCommandInput) => scheduler.send(new CreateScheduleCommand(input));

test("the CDK's schedules reach a queue, a function, a bus and a topic, each day at their hour of their zone", async () => {
  const eight = nextEight();
  grid.clock.advance(eight - grid.clock.now());
  const bodies = (await taken('Queue', 4)).map(({ body }) => body);
  expect(bodies).toContain(JSON.stringify({ word: 'hola', time: written(eight) }));
  expect(bodies).toContain('buenos días');
  const events = bodies.filter((body) => body.includes('"version"')).map((body) => JSON.parse(body));
  const resources = (name: string) => [`arn:aws:scheduler:us-east-1:000000000000:schedule/diario/${name}`];
  expect(events).toHaveLength(2);
  expect(events).toContainEqual(
    expect.objectContaining({
      source: 'alpes',
      'detail-type': 'Amanecer',
      detail: { ordenId: '1' },
      resources: resources('bus'),
    }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      detail: '{}',
      time: written(eight),
      resources: resources('funcion'),
    }),
  );
});

test('what an app schedules once is done once, says which time it was, and goes where it says so', async () => {
  const due = Math.floor(grid.clock.now() / 1000) * 1000 + HOUR_MS;
  const Input = '<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>';
  const target = { Arn: arnOf('Queue'), RoleArn: arnOf('Role'), Input };
  const once = { ScheduleExpression: moment(due), Target: target };
  await create(own('una', { ...once, ActionAfterCompletion: 'DELETE' }));
  await create(own('queda', once));
  grid.clock.advance(HOUR_MS);
  const said = (name: string) => `arn:aws:scheduler:us-east-1:000000000000:schedule/default/${name} ${written(due)} 1`;
  const bodies = (await taken('Queue', 2)).map(({ body }) => body);
  expect(bodies.sort()).toStrictEqual([said('queda'), said('una')]);
  const { Schedules } = await scheduler.send(new ListSchedulesCommand({ GroupName: 'default' }));
  expect(Schedules?.map(({ Name }) => Name)).toStrictEqual(['queda']);
  await scheduler.send(new DeleteScheduleCommand({ Name: 'queda' }));
});

test('within a flexible window it is late at most by that, and it recurs until its end date', async () => {
  const begin = Math.ceil(grid.clock.now() / 60_000) * 60_000 + HOUR_MS;
  const dates = { StartDate: new Date(begin), EndDate: new Date(begin + 4 * HOUR_MS) };
  await create(
    own('ventana', {
      ...dates,
      ScheduleExpression: 'rate(3 hours)',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
      ActionAfterCompletion: 'DELETE',
    }),
  );
  grid.clock.advance(begin - 1 - grid.clock.now());
  await taken('Queue', 0);
  grid.clock.advance(1 + HOUR_MS / 2);
  await taken('Queue', 1);
  grid.clock.advance(3 * HOUR_MS);
  await taken('Queue', 1);
  const gone = scheduler.send(new GetScheduleCommand({ Name: 'ventana' }));
  await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('what no target takes is a dead letter, sent by the right of the same role', async () => {
  const { RoleArn, ...arns } = { RoleArn: arnOf('Role'), Arn: arnOf('Fn'), Queue: arnOf('Queue') };
  const DeadLetterConfig = { Arn: arnOf('Dead') };
  const Missing = arns.Queue.replace(/[^:]+$/, 'ninguna');
  await create(own('sin-cola', { Target: { Arn: Missing, RoleArn, DeadLetterConfig, Input: 'hola' } }));
  await create(own('sin-derecho', { Target: { Arn: arns.Arn, RoleArn, DeadLetterConfig, Input: '{"a":1}' } }));
  grid.clock.advance(HOUR_MS);
  const letters = (await taken('Dead', 2)).sort((a, b) => (a.body < b.body ? 1 : -1));
  const common = {
    RETRY_ATTEMPTS: '0',
    IS_PAYLOAD_TRUNCATED: 'false',
    EXECUTION_ID: expect.stringMatching(/^\w{16}$/),
  };
  expect(letters).toStrictEqual([
    {
      body: '{"a":1}',
      attributes: {
        ...common,
        ERROR_CODE: 'AccessDeniedException',
        ERROR_MESSAGE: expect.stringContaining('lambda:InvokeFunction'),
        SCHEDULE_ARN: expect.stringMatching(/\/default\/sin-derecho$/),
        SCHEDULED_TIME: expect.stringMatching(/^\d{4}-.*Z$/),
        TARGET_ARN: arns.Arn,
      },
    },
    {
      body: 'hola',
      attributes: {
        ...common,
        ERROR_CODE: 'QueueDoesNotExist',
        ERROR_MESSAGE: expect.any(String),
        SCHEDULE_ARN: expect.stringMatching(/\/default\/sin-cola$/),
        SCHEDULED_TIME: expect.stringMatching(/^\d{4}-.*Z$/),
        TARGET_ARN: Missing,
      },
    },
  ]);
});

test('a schedule is read, changed, switched off and deleted', async () => {
  const made = own('cambia', { Description: 'una', ScheduleExpressionTimezone: 'America/Bogota' });
  const { ScheduleArn } = await create(made);
  expect(await scheduler.send(new GetScheduleCommand({ Name: 'cambia' }))).toMatchObject({
    Arn: ScheduleArn,
    GroupName: 'default',
    State: 'ENABLED',
    Description: 'una',
    ActionAfterCompletion: 'NONE',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ScheduleExpression: made.ScheduleExpression,
    ScheduleExpressionTimezone: 'America/Bogota',
    CreationDate: expect.any(Date),
    Target: { ...made.Target, RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
  });
  await expect(create(own('cambia'))).rejects.toMatchObject({ name: 'ConflictException' });
  const token = { ...own('repite'), ClientToken: 'la misma' };
  expect(await create(token)).toMatchObject({ ScheduleArn: (await create(token)).ScheduleArn });
  await scheduler.send(new DeleteScheduleCommand({ Name: 'repite' }));
  await scheduler.send(new UpdateScheduleCommand({ ...made, ScheduleExpressionTimezone: 'UTC', State: 'DISABLED' }));
  const off = { GroupName: 'default', State: 'DISABLED' as const, NamePrefix: 'cam' };
  expect((await scheduler.send(new ListSchedulesCommand(off))).Schedules).toHaveLength(1);
  grid.clock.advance(2 * HOUR_MS);
  await taken('Queue', 0);
  await scheduler.send(new DeleteScheduleCommand({ Name: 'cambia' }));
  const gone = scheduler.send(new GetScheduleCommand({ Name: 'cambia' }));
  await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a group goes with its schedules', async () => {
  await scheduler.send(new CreateScheduleGroupCommand({ Name: 'otro' }));
  await create(own('dentro', { GroupName: 'otro' }));
  expect(await scheduler.send(new GetScheduleGroupCommand({ Name: 'otro' }))).toMatchObject({ State: 'ACTIVE' });
  const page = await scheduler.send(new ListScheduleGroupsCommand({ MaxResults: 2 }));
  expect(page.ScheduleGroups?.map(({ Name }) => Name)).toStrictEqual(['default', 'diario']);
  const rest = await scheduler.send(new ListScheduleGroupsCommand({ NextToken: page.NextToken }));
  expect(rest.ScheduleGroups?.map(({ Name }) => Name)).toStrictEqual(['otro']);
  await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'otro' }));
  const lost = create(own('dentro', { GroupName: 'otro' }));
  await expect(lost).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect((await scheduler.send(new ListSchedulesCommand({ NamePrefix: 'dentro' }))).Schedules).toStrictEqual([]);
});

test('what AWS refuses is refused, and what the grid does not do too', async () => {
  const target = { Arn: arnOf('Queue'), RoleArn: arnOf('Role') };
  const wrong: [Partial<CreateScheduleCommandInput>, string][] = [
    [{ ScheduleExpression: 'cada día' }, 'Invalid Schedule Expression cada día.'],
    [{ ScheduleExpression: moment(grid.clock.now() - HOUR_MS) }, 'it is in the past'],
    [{ Target: { ...target, RoleArn: arnOf('Stranger') } }, 'must allow AWS EventBridge Scheduler to assume the role'],
    [{ Target: { ...target, Arn: arnOf('Fn'), Input: 'hola' } }, 'Invalid Target Input'],
    [{ Target: { ...target, Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' } }, 'no universal targets'],
    [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, 'MaximumWindowInMinutes must be from 1 to 1440'],
    [{ StartDate: new Date(grid.clock.now() - HOUR_MS) }, 'StartDate you specify cannot be earlier'],
  ];
  for (const [of, message] of wrong) {
    const refused = create(own('mala', of)).catch((error: Error) => `${error.name}: ${error.message}`);
    expect(await refused).toMatch(/^ValidationException: /);
    expect(await refused).toContain(message);
  }
});

test('schedules are there after a restart and an update; what was due once meanwhile is made up', async () => {
  await create(own('despierta'));
  const assembly = synth('adiós');
  await stop();
  const later = new Clock();
  later.advance(grid.clock.now() + 2 * HOUR_MS - later.now());
  await start(assembly, later);
  expect((await taken('Queue', 1)).map(({ body }) => body)).toStrictEqual(['despierta']);
  grid.clock.advance(nextEight() - grid.clock.now());
  expect((await taken('Queue', 4)).map(({ body }) => body)).toContainEqual(expect.stringContaining('adiós'));
  await grid.update(synth('adiós', true));
  const { Schedules } = await scheduler.send(new ListSchedulesCommand({ GroupName: 'diario' }));
  expect(Schedules).toStrictEqual([]);
});
