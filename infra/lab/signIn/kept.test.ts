import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openKeeper } from './kept.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sesiones-'));
  file = path.join(folder, 'sesiones.json');
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

test('what one process kept another finds, by its id or its uid, and nobody else may read it', async () => {
  await openKeeper(file)('Session').upsert('1', { uid: 'u', accountId: 'operador' }, 60);
  const kept = openKeeper(file)('Session');
  expect(await kept.find('1')).toStrictEqual({ uid: 'u', accountId: 'operador' });
  expect(await kept.findByUid('u')).toStrictEqual({ uid: 'u', accountId: 'operador' });
  expect(await openKeeper(file)('Interaction').find('1')).toBeUndefined();
  expect(readdirSync(folder)).toStrictEqual(['sesiones.json']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what has ended is not there any more, and leaves the file with the next change', async () => {
  const start = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  const keeper = openKeeper(file);
  await keeper('Session').upsert('1', { uid: 'u' }, 60);
  vi.setSystemTime(start + 59_999);
  expect(await keeper('Session').find('1')).toBeDefined();
  vi.setSystemTime(start + 60_000);
  expect([await keeper('Session').find('1'), await keeper('Session').findByUid('u')]).toStrictEqual([
    undefined,
    undefined,
  ]);
  await keeper('Session').upsert('2', { uid: 'v' }, 60);
  vi.setSystemTime(start);
  expect(await openKeeper(file)('Session').find('1')).toBeUndefined();
});

test('a used token is remembered as used, and a revoked grant takes its tokens along, and no others', async () => {
  const keeper = openKeeper(file);
  const tokens = keeper('RefreshToken');
  await tokens.upsert('1', { grantId: 'g' }, 60);
  await tokens.upsert('2', { grantId: 'h' }, 60);
  await tokens.consume('1');
  expect(await openKeeper(file)('RefreshToken').find('1')).toStrictEqual({
    grantId: 'g',
    consumed: expect.any(Number),
  });
  await tokens.revokeByGrantId('g');
  await tokens.destroy('3');
  expect([await tokens.find('1'), await tokens.find('2')]).toStrictEqual([undefined, { grantId: 'h' }]);
  await tokens.destroy('2');
  expect(await openKeeper(file)('RefreshToken').find('2')).toBeUndefined();
});

test('without a file it is kept by this process', async () => {
  const keeper = openKeeper();
  await keeper('Session').upsert('1', { uid: 'u' }, 60);
  expect(await keeper('Session').find('1')).toStrictEqual({ uid: 'u' });
  expect(await openKeeper()('Session').find('1')).toBeUndefined();
});

test.each(['', 'x', '{}', '[1]'])('a file with "%s" holds no sessions, and is named', (text) => {
  writeFileSync(file, text);
  expect(() => openKeeper(file)).toThrow(`${file} holds no sessions.`);
});
