import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BusEvent } from '../../services/events/model.ts';
import { inputOf } from '../../services/events/target/input.ts';
import { targetOf } from '../../services/events/target/validate.ts';

const { event, cases, refused } = JSON.parse(readFileSync(new URL('transformers.json', import.meta.url), 'utf8'));
const rule = { bus: 'b', name: 'r' };
const base = { Id: 't', Arn: 'arn:aws:sqs:us-east-1:000000000000:q' };
const busEvent: BusEvent = {
  id: event.id,
  source: event.source,
  time: Date.parse(event.time),
  ingestedAt: Date.parse('2015-11-11T21:30:00Z'),
  parsed: event,
  text: JSON.stringify(event),
};

describe('what a target is sent', () => {
  test.each<{ name: string; target: object; output: string }>(cases)('$name', ({ target, output }) => {
    expect(inputOf(rule, targetOf(rule, { ...base, ...target }))(busEvent)).toBe(output);
  });
});

describe('targets that are refused', () => {
  test.each<{ target: object; reason: string }>(refused)('$target: $reason', ({ target, reason }) => {
    expect(() => targetOf(rule, { ...base, ...target })).toThrow(reason);
  });
});
