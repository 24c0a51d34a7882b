import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { event } from '#shared/model/event.ts';
import { notification } from '#shared/model/notification.ts';
import { recorded } from '#shared/testing/bus.ts';
import { CLAIM_MS, followingMessages } from './follower.ts';

const Opened = event('Opened', { context: 'test', schema: z.object({}), example: {} });
const news = notification<object>('news', {
  of: 'account',
  channels: {},
  subject: () => 'ana',
  perHour: { address: 1, subject: 1 },
}).remember(Opened, () => ({}));
const NOW = 1_000_000;

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['in no hold', undefined, 4],
  ['in one that goes on', { after: 2, until: NOW + 1 }, 2],
  ['in one that has just ended', { after: 2, until: NOW }, 4],
])('who moves a row %s holds it for a minute, with what was held', async (_, hold, after) => {
  vi.useFakeTimers({ now: NOW });
  const { follower } = followingMessages(news);
  const row = { key: '7', version: 4, state: undefined, ...(hold && { hold }) };
  const next = await follower.fold(row, [recorded('Opened', { stream: 'account#7', version: 5 })]);
  expect(next).toMatchObject({ key: '7', version: 5, hold: { after, until: NOW + CLAIM_MS } });
});
