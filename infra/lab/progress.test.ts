import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progressBar } from './progress.ts';

const written: string[] = [];
const terminal = process.stderr.isTTY;

beforeEach(() => {
  vi.useFakeTimers();
  written.length = 0;
  process.stderr.isTTY = false;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  process.stderr.isTTY = terminal;
});

test('without a terminal each tenth is a line, and the end', () => {
  const bar = progressBar('Orders  ', 30);
  for (let step = 0; step < 30; step++) bar.step();
  bar.end();
  expect(written).toStrictEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30].map((done) => `Orders: ${done}/30\n`));
});

test('without a terminal slow work says every ten seconds that it goes on', () => {
  const bar = progressBar('Orders', 1_000);
  bar.step();
  vi.advanceTimersByTime(21_000);
  bar.end();
  vi.advanceTimersByTime(60_000);
  expect(written).toStrictEqual(['Orders: 0/1000\n', ...Array(3).fill('Orders: 1/1000\n')]);
});
