import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Action, ResourceType } from '../../service.ts';
import { entry, type Harness, open, queue, rule } from './harness.ts';

const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/b';

let it: Harness;
beforeEach(async () => {
  it = await open();
});
afterEach(() => it.close());

describe('the API', () => {
  test('buses are created, listed, described, changed and deleted', async () => {
    expect(await it.call('CreateEventBus', { Name: 'b', Description: 'd' })).toMatchObject({ EventBusArn: BUS });
    await expect(it.call('CreateEventBus', { Name: 'b' })).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    });
    expect((await it.call('ListEventBuses', {})).EventBuses.map(({ Name }: { Name: string }) => Name)).toEqual([
      'b',
      'default',
    ]);
    await it.call('UpdateEventBus', { Name: 'b', Description: 'e' });
    expect(await it.call('DescribeEventBus', { Name: BUS })).toMatchObject({ Name: 'b', Arn: BUS, Description: 'e' });
    await rule(it, 'A', { Arn: queue('a') }, { EventBusName: 'b' });
    await expect(it.call('DeleteEventBus', { Name: 'b' })).rejects.toThrow('it has rules');
    await it.call('RemoveTargets', { Rule: 'A', EventBusName: 'b', Ids: ['t'] });
    await it.call('DeleteRule', { Name: 'A', EventBusName: 'b' });
    await it.call('DeleteEventBus', { Name: 'b' });
    await expect(it.call('DescribeEventBus', { Name: 'b' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await expect(it.call('DeleteEventBus', { Name: 'default' })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test('the policy of a bus is made of statements', async () => {
    const put = { Action: 'events:PutEvents', Principal: '123456789012', StatementId: 's' };
    await it.call('PutPermission', put);
    const { Policy } = await it.call('DescribeEventBus', {});
    expect(JSON.parse(Policy).Statement).toMatchObject([
      { Sid: 's', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' } },
    ]);
    await it.call('RemovePermission', { StatementId: 's' });
    expect((await it.call('DescribeEventBus', {})).Policy).toBeUndefined();
    await expect(it.call('RemovePermission', { StatementId: 's' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('rules and targets are listed both ways', async () => {
    await rule(it, 'A', { Arn: queue('a') });
    await rule(it, 'B', { Arn: queue('a') });
    expect((await it.call('ListRuleNamesByTarget', { TargetArn: queue('a') })).RuleNames).toEqual(['A', 'B']);
    expect((await it.call('ListTargetsByRule', { Rule: 'A' })).Targets).toEqual([{ Id: 't', Arn: queue('a') }]);
    expect(await it.call('ListRules', { Limit: 1 })).toMatchObject({ Rules: [{ Name: 'A' }], NextToken: '1' });
    expect(await it.call('ListRules', { Limit: 1, NextToken: '1' })).toMatchObject({ Rules: [{ Name: 'B' }] });
    expect(await it.call('DescribeRule', { Name: 'A' })).toMatchObject({
      Arn: 'arn:aws:events:us-east-1:000000000000:rule/A',
      EventPattern: '{"detail-type":["A"]}',
      State: 'ENABLED',
    });
    await expect(it.call('DeleteRule', { Name: 'A' })).rejects.toThrow("Rule can't be deleted since it has targets.");
    expect(await it.call('RemoveTargets', { Rule: 'A', Ids: ['x'] })).toMatchObject({ FailedEntryCount: 1 });
  });

  test('a rule has at most five targets', async () => {
    await rule(it, 'A', { Arn: queue('a') });
    const Targets = Array.from({ length: 5 }, (_, n) => ({ Id: `x${n}`, Arn: queue('a') }));
    await expect(it.call('PutTargets', { Rule: 'A', Targets })).rejects.toMatchObject({
      code: 'LimitExceededException',
    });
  });

  test.each([
    [{ EventPattern: '{"a": []}' }, 'InvalidEventPatternException'],
    [{ EventPattern: '{"a"' }, 'InvalidEventPatternException'],
    [{}, 'ValidationException'],
    [{ EventPattern: '{"a":["b"]}', Name: 'a b' }, 'ValidationException'],
    [{ EventPattern: '{"a":["b"]}', State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }, 'ValidationException'],
    [{ EventPattern: '{"a":["b"]}', EventBusName: 'x' }, 'ResourceNotFoundException'],
  ])('PutRule of %j is a %s', async (input, code) => {
    await expect(it.call('PutRule', { Name: 'A', ...input })).rejects.toMatchObject({ code });
  });

  test('TestEventPattern', async () => {
    const event = { id: '1', account: '1', source: 's', time: 't', region: 'r', resources: [], 'detail-type': 'd' };
    const ask = (pattern: object, of: object) =>
      it.call('TestEventPattern', { EventPattern: JSON.stringify(pattern), Event: JSON.stringify(of) });
    expect(await ask({ source: ['s'] }, event)).toEqual({ Result: true });
    expect(await ask({ source: ['x'] }, event)).toEqual({ Result: false });
    await expect(ask({ source: ['s'] }, { source: 's' })).rejects.toThrow('id is a required argument');
  });

  test('buses and rules have tags', async () => {
    await it.call('CreateEventBus', { Name: 'b', Tags: [{ Key: 'x', Value: '1' }] });
    await it.call('TagResource', { ResourceARN: BUS, Tags: [{ Key: 'y', Value: '2' }] });
    await it.call('UntagResource', { ResourceARN: BUS, TagKeys: ['x'] });
    expect((await it.call('ListTagsForResource', { ResourceARN: BUS })).Tags).toEqual([{ Key: 'y', Value: '2' }]);
    await expect(it.call('TagResource', { ResourceARN: `${BUS}x` })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  test('PutEvents needs the right on each bus, with the source and the type', () => {
    const { permissions } = it.service.actions.PutEvents as Action;
    expect(permissions({ Entries: [{ ...entry('A'), EventBusName: 'b' }] })).toEqual([
      {
        action: 'events:PutEvents',
        resource: BUS,
        context: { 'events:source': 'alpes.test', 'events:detail-type': 'A', 'events:eventBusInvocation': 'false' },
      },
    ]);
  });
});

describe('the resources', () => {
  const resource = (type: string, properties: object) => {
    const of = it.service.resources[`AWS::Events::${type}`] as ResourceType;
    const input = { stack: 's', logicalId: type, type, properties, defaultName: `s-${type}-abc`, ref: null };
    return { ensure: () => of.ensure(input), remove: () => of.remove(input) };
  };

  test('a stack of all four, deployed twice and removed', async () => {
    const bus = resource('EventBus', { Name: 'b' });
    const archive = resource('Archive', { SourceArn: BUS, RetentionDays: 3, EventPattern: { source: ['alpes.test'] } });
    const pattern = { 'detail-type': ['A'] };
    const of = resource('Rule', { EventBusName: 'b', EventPattern: pattern, Targets: [{ Id: 't', Arn: queue('a') }] });
    const statement = { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: BUS };
    const policy = resource('EventBusPolicy', { EventBusName: 'b', StatementId: 's', Statement: statement });
    const deploy = async () => [await bus.ensure(), await archive.ensure(), await of.ensure(), await policy.ensure()];
    const first = await deploy();
    expect(first.map(({ ref }) => ref)).toEqual(['b', 's-Archive-abc', 'b|s-Rule-abc', 'b|s']);
    expect(first[2]?.attributes.Arn).toBe('arn:aws:events:us-east-1:000000000000:rule/b/s-Rule-abc');
    await it.call('PutEvents', { Entries: [{ ...entry('A'), EventBusName: BUS }] });
    expect((await deploy()).map(({ ref }) => ref)).toEqual(first.map(({ ref }) => ref));
    expect(it.taken(queue('a'))).toHaveLength(1);
    expect(await it.call('DescribeArchive', { ArchiveName: 's-Archive-abc' })).toMatchObject({ EventCount: 1 });
    for (const each of [policy, of, archive, bus]) await each.remove();
    expect((await it.call('ListEventBuses', {})).EventBuses).toHaveLength(1);
    expect((await it.call('ListArchives', {})).Archives).toEqual([]);
  });
});
