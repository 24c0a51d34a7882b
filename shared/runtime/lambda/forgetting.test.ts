import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TRUSTED_MS } from '../personalData/keys.ts';
import { forgetting } from './forgetting.ts';
import { Later } from './putBack.ts';
import type { Received } from './recorded.ts';

const NOW = Date.parse('2030-01-15T12:00:00.000Z');

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterEach(() => void vi.useRealTimers());

/** A message about a customer, written some time ago. */
const message = (type: string, clienteId: string, agoMs: number) =>
  ({
    event: { type, data: { clienteId }, metadata: { occurredAt: new Date(NOW - agoMs).toISOString() } },
  }) as unknown as Received;

async function run(...received: readonly Received[]) {
  const blanked: string[] = [];
  const later = await forgetting(received, async (subject) => blanked.push(subject)).catch((error) => error);
  return { blanked, later: later instanceof Later ? later.seconds : later };
}

describe('a forgotten customer', () => {
  test('is blanked at once, and again when no instance trusts the key any more and what it wrote is there', async () => {
    expect(await run(message('ClienteOlvidado', 'a', 0))).toEqual({ blanked: ['a'], later: TRUSTED_MS / 1_000 + 30 });
  });
  test('is waited for until then, and not longer', async () => {
    expect(await run(message('ClienteOlvidado', 'a', TRUSTED_MS + 29_001))).toEqual({ blanked: ['a'], later: 1 });
    expect(await run(message('ClienteOlvidado', 'a', TRUSTED_MS + 30_000))).toEqual({
      blanked: ['a'],
      later: undefined,
    });
  });
  test('is waited for longer, where something that was begun may come later', async () => {
    const received = [message('ClienteOlvidado', 'a', 60_000)];
    const later = await forgetting(received, async () => {}, 300_000).catch((error) => error);
    expect(later).toMatchObject({ seconds: 330 });
    await forgetting([message('ClienteOlvidado', 'a', 390_000)], async () => {}, 300_000);
  });
  test('is blanked beside others; the last of them says when all has settled', async () => {
    expect(await run(message('ClienteOlvidado', 'a', 60_000), message('ClienteOlvidado', 'b', 10_000))).toEqual({
      blanked: ['a', 'b'],
      later: 80,
    });
  });
});

test('nobody is blanked by another event', async () => {
  expect(await run(message('OlvidoPedido', 'a', 0))).toEqual({ blanked: [], later: undefined });
});
