import { expect, test } from 'vitest';
import { endOf } from './range.ts';

test('a replay ends where the archive surely has all: on AWS ten minutes ago, on an emulator now', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  expect(endOf(now, undefined)).toStrictEqual(new Date('2026-11-29T11:50:00Z'));
  expect(endOf(now, 'http://127.0.0.1:4566')).toStrictEqual(now);
});
