import { expect, test } from 'vitest';
import { createMeter } from './meter.ts';

test('calls are counted by service, action and function, the most frequent first', () => {
  const meter = createMeter();
  const get = { service: 'dynamodb', action: 'GetItem', principal: 'arn:aws:sts::1:assumed-role/role/reader' };
  meter.called({ service: 'sqs', action: 'SendMessage', principal: 'arn:aws:iam::1:root', failed: false });
  meter.called({ ...get, failed: false });
  meter.called({ ...get, failed: true });
  expect(meter.read().calls).toEqual([
    { service: 'dynamodb', action: 'GetItem', caller: 'reader', count: 2, failed: 1 },
    { service: 'sqs', action: 'SendMessage', caller: 'owner', count: 1, failed: 0 },
  ]);
});

test('runs are counted by function, the longest first', () => {
  const meter = createMeter();
  meter.ran('quick', 1);
  meter.ran('slow', 5);
  meter.ran('quick', 2);
  expect(meter.read().runs).toEqual([
    { function: 'slow', count: 1, ms: 5 },
    { function: 'quick', count: 2, ms: 3 },
  ]);
});

test('amounts are added up by resource, the largest first', () => {
  const meter = createMeter();
  const units = { service: 'dynamodb', what: 'WriteUnits' };
  meter.took({ ...units, resource: 'few', amount: 2 });
  meter.took({ ...units, resource: 'many', amount: 1 });
  meter.took({ ...units, resource: 'many', amount: 4.5 });
  expect(meter.read().amounts).toEqual([
    { ...units, resource: 'many', amount: 5.5 },
    { ...units, resource: 'few', amount: 2 },
  ]);
});
