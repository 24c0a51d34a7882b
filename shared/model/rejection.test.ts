import { expect, test } from 'vitest';
import { isRejection, reject } from './rejection.ts';

test('a refusal is a code, perhaps with a detail', () => {
  expect(reject('NO')).toStrictEqual({ rejected: 'NO', detail: undefined });
  expect(reject('NO', 'La 3')).toStrictEqual({ rejected: 'NO', detail: 'La 3' });
});

test('a refusal is told from everything else', () => {
  const others = [undefined, null, [], {}, 'rejected', 0, { detail: 'x' }, Object.assign(() => 0, { rejected: 'NO' })];
  expect([isRejection(reject('NO')), ...others.map(isRejection)]).toStrictEqual([true, ...others.map(() => false)]);
});
