import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Harness, open, queue, rule } from '../harness.ts';

let it: Harness;
beforeEach(async () => {
  it = await open();
});
afterEach(() => it.close());

const times = () => it.taken(queue('a')).map(({ body }) => Date.parse(JSON.parse(body).time));
const settled = () => it.grid.store.write(() => undefined);
const EVERY_MINUTE = { ScheduleExpression: 'rate(1 minute)', EventPattern: undefined };

test('a scheduled rule sends its targets an event of its own', async () => {
  await rule(it, 'tick', { Arn: queue('a') }, EVERY_MINUTE);
  it.clock.advance(60_000);
  await settled();
  expect(JSON.parse(it.taken(queue('a'))[0]?.body ?? '')).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    resources: ['arn:aws:events:us-east-1:000000000000:rule/tick'],
    detail: {},
  });
});

test('it fires at each due minute, and once for a jump of the clock', async () => {
  await rule(it, 'tick', { Arn: queue('a') }, EVERY_MINUTE);
  it.clock.advance(60_000);
  it.clock.advance(60_000);
  it.clock.advance(59_999);
  await settled();
  expect(times()).toHaveLength(2);
  it.clock.advance(3 * 3_600_000);
  await settled();
  expect(times()).toHaveLength(3);
});

test('it does not fire when disabled, changed or deleted', async () => {
  await rule(it, 'tick', { Arn: queue('a') }, EVERY_MINUTE);
  await it.call('DisableRule', { Name: 'tick' });
  it.clock.advance(60_000);
  await it.call('EnableRule', { Name: 'tick' });
  await it.call('PutRule', { Name: 'tick', ScheduleExpression: 'rate(2 hours)' });
  it.clock.advance(3_600_000);
  await settled();
  expect(times()).toEqual([]);
  it.clock.advance(3_600_000);
  await it.call('RemoveTargets', { Rule: 'tick', Ids: ['t'] });
  await it.call('DeleteRule', { Name: 'tick' });
  it.clock.advance(86_400_000);
  await settled();
  expect(times()).toHaveLength(1);
});

test('a schedule on another bus is refused', async () => {
  await it.call('CreateEventBus', { Name: 'b' });
  const input = { Name: 'x', EventBusName: 'b', ScheduleExpression: 'rate(1 minute)' };
  await expect(it.call('PutRule', input)).rejects.toMatchObject({
    message: 'ScheduleExpression is supported only on the default event bus.',
  });
});
