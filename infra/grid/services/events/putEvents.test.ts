import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../service.ts';
import { BUSY, entry, type Harness, open, queue, rule } from './harness.ts';

let it: Harness;
beforeEach(async () => {
  it = await open();
});
afterEach(() => it.close());

describe('PutEvents', () => {
  test('delivers the event to the targets of the rules that match', async () => {
    await rule(it, 'A', { Arn: queue('a') });
    await rule(it, 'B', { Arn: queue('b') });
    const { Entries, FailedEntryCount } = await it.call('PutEvents', {
      Entries: [{ ...entry('A', { n: 1 }), Time: 1_700_000_000, Resources: ['r'] }],
    });
    expect(FailedEntryCount).toBe(0);
    expect(it.taken(queue('b'))).toEqual([]);
    const [taken] = it.taken(queue('a'));
    expect(JSON.parse(taken?.body ?? '')).toEqual({
      version: '0',
      id: Entries[0].EventId,
      'detail-type': 'A',
      source: 'alpes.test',
      account: '000000000000',
      time: '2023-11-14T22:13:20Z',
      region: 'us-east-1',
      resources: ['r'],
      detail: { n: 1 },
    });
    expect(taken?.source).toEqual({
      service: 'events.amazonaws.com',
      arn: 'arn:aws:events:us-east-1:000000000000:rule/A',
    });
  });

  test('keeps numbers that JavaScript would round', async () => {
    await rule(it, 'A', { Arn: queue('a') });
    await it.call('PutEvents', { Entries: [{ ...entry('A'), Detail: '{"n":12345678901234567890}' }] });
    expect(it.taken(queue('a'))[0]?.body).toContain('"n":12345678901234567890');
  });

  test('answers for each entry', async () => {
    await rule(it, 'A', { Arn: queue('a') });
    const { Entries, FailedEntryCount } = await it.call('PutEvents', {
      Entries: [
        entry('A'),
        { ...entry('A'), Source: '' },
        { ...entry('A'), Detail: '[]' },
        { ...entry('A'), Detail: '{' },
        { ...entry('A'), Source: 'aws.ec2' },
        { ...entry('A'), EventBusName: 'nowhere' },
        { ...entry('A'), Time: 'soon' },
      ],
    });
    expect(Entries.map(({ ErrorCode }: { ErrorCode?: string }) => ErrorCode)).toEqual([
      undefined,
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      undefined,
      'InvalidArgument',
    ]);
    expect(FailedEntryCount).toBe(5);
    expect(it.log).toEqual(['events: an event of alpes.test is lost: there is no event bus nowhere.']);
    expect(it.taken(queue('a'))).toHaveLength(1);
  });

  test.each([
    ['no entries', []],
    ['eleven', Array.from({ length: 11 }, () => entry('A'))],
    ['more than 1 MiB together', Array.from({ length: 2 }, () => entry('A', { x: 'x'.repeat(524_280) }))],
  ])('refuses %s', async (_, Entries) => {
    await expect(it.call('PutEvents', { Entries })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test('does not deliver for a disabled rule', async () => {
    await rule(it, 'A', { Arn: queue('a') });
    await it.call('DisableRule', { Name: 'A' });
    await it.call('PutEvents', { Entries: [entry('A')] });
    await it.call('EnableRule', { Name: 'A' });
    await it.call('PutEvents', { Entries: [entry('A', { second: true })] });
    expect(it.taken(queue('a')).map(({ body }) => JSON.parse(body).detail)).toEqual([{ second: true }]);
  });

  test('passes an event from bus to bus, by the policy of the second', async () => {
    const arn = 'arn:aws:events:us-east-1:000000000000:event-bus/other';
    await it.call('CreateEventBus', { Name: 'other' });
    await rule(it, 'A', { Arn: queue('a') }, { EventBusName: 'other' });
    await rule(it, 'A', { Arn: arn, DeadLetterConfig: { Arn: queue('dead') } });
    await it.call('PutEvents', { Entries: [entry('A')] });
    expect(it.taken(queue('dead'))[0]?.attributes?.ERROR_CODE.StringValue).toBe('NO_PERMISSIONS');
    const Policy = {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'events:PutEvents',
          Resource: arn,
        },
      ],
    };
    await it.call('PutPermission', { EventBusName: 'other', Policy: JSON.stringify(Policy) });
    const { Entries } = await it.call('PutEvents', { Entries: [entry('A')] });
    expect(it.taken(queue('a')).map(({ body }) => JSON.parse(body).id)).toEqual([Entries[0].EventId]);
  });

  test('two buses that feed each other come to an end', async () => {
    const arn = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
    const statement = { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: arn };
    await it.call('PutPermission', { Policy: JSON.stringify({ Statement: [statement] }) });
    await rule(it, 'A', { Arn: arn, DeadLetterConfig: { Arn: queue('dead') } });
    await it.call('PutEvents', { Entries: [entry('A')] });
    expect(it.taken(queue('dead'))[0]?.attributes?.ERROR_CODE.StringValue).toBe('THIRD_ACCOUNT_HOP_DETECTED');
  });
});

describe('a target that fails', () => {
  const dead = () => it.taken(queue('dead'));
  const attributes = () =>
    Object.fromEntries(
      Object.entries(dead()[0]?.attributes ?? {}).map(([name, value]) => [name, value.StringValue as string]),
    );

  test('is retried with growing pauses until it takes the event', async () => {
    await rule(it, 'A', { Arn: queue('a') });
    it.fail(queue('a'), BUSY);
    const { FailedEntryCount } = await it.call('PutEvents', { Entries: [entry('A')] });
    expect(FailedEntryCount).toBe(0);
    expect(it.taken(queue('a'))).toEqual([]);
    it.fail(queue('a'), undefined);
    it.clock.advance(1_000);
    await it.until(() => it.taken(queue('a')).length === 1);
  });

  test('goes to the dead letters after its retries', async () => {
    await rule(it, 'A', {
      Arn: queue('a'),
      RetryPolicy: { MaximumRetryAttempts: 2 },
      DeadLetterConfig: { Arn: queue('dead') },
    });
    it.fail(queue('a'), BUSY);
    await it.call('PutEvents', { Entries: [entry('A', { n: 1 })] });
    it.clock.resume();
    const advance = setInterval(() => it.clock.advance(60_000), 1);
    await it.until(() => dead().length > 0);
    clearInterval(advance);
    expect(attributes()).toEqual({
      RULE_ARN: 'arn:aws:events:us-east-1:000000000000:rule/A',
      TARGET_ARN: queue('a'),
      ERROR_CODE: 'ERROR_FROM_TARGET',
      ERROR_MESSAGE: 'The target is busy.',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
    expect(JSON.parse(dead()[0]?.body ?? '').detail).toEqual({ n: 1 });
  });

  test('goes to the dead letters when the event is too old', async () => {
    await rule(it, 'A', {
      Arn: queue('a'),
      RetryPolicy: { MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: queue('dead') },
    });
    it.fail(queue('a'), BUSY);
    await it.call('PutEvents', { Entries: [entry('A')] });
    it.clock.advance(3_600_000);
    await it.until(() => dead().length > 0);
    expect(attributes().EXHAUSTED_RETRY_CONDITION).toBe('MaximumEventAgeInSeconds');
  });

  test('whose template makes no JSON of an event gets nothing, its dead-letter queue the event', async () => {
    const InputTransformer = { InputPathsMap: { x: '$.detail.x' }, InputTemplate: '"<x>"' };
    await rule(it, 'A', { Arn: queue('a'), InputTransformer, DeadLetterConfig: { Arn: queue('dead') } });
    await it.call('PutEvents', { Entries: [entry('A', { x: 'fine' }), entry('A', { x: 'say "hi"' })] });
    expect(it.taken(queue('a')).map(({ body }) => body)).toEqual(['"fine"']);
    expect(attributes()).toMatchObject({ ERROR_CODE: 'INVALID_JSON', RETRY_ATTEMPTS: '0' });
    expect(JSON.parse(dead()[0]?.body ?? '').detail).toEqual({ x: 'say "hi"' });
  });

  test.each([
    ['NO_RESOURCE', new AwsError('QueueDoesNotExist', 'gone')],
    ['NO_PERMISSIONS', new AwsError('AccessDeniedException', 'no')],
  ])('goes to the dead letters at once for %s', async (code, error) => {
    await rule(it, 'A', { Arn: queue('a'), DeadLetterConfig: { Arn: queue('dead') } });
    it.fail(queue('a'), error);
    await it.call('PutEvents', { Entries: [entry('A')] });
    expect(attributes()).toMatchObject({ ERROR_CODE: code, RETRY_ATTEMPTS: '0' });
    expect(attributes()).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
  });

  test('without dead letters is told to the operator', async () => {
    await rule(it, 'A', { Arn: queue('a'), RetryPolicy: { MaximumRetryAttempts: 0 } });
    it.fail(queue('a'), BUSY);
    await it.call('PutEvents', { Entries: [entry('A')] });
    expect(it.log).toEqual([expect.stringContaining('The event is dropped')]);
  });
});
