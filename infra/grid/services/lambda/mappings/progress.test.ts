import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

test('the mark stands before the first record that is open', () => {
  const progress = new Progress();
  for (const position of ['1', '2', '3', '4']) progress.read(position);
  progress.done(['2', '3']);
  expect(progress.mark).toBeUndefined();
  progress.done(['1']);
  expect(progress.mark).toBe('3');
  expect(progress.size).toBe(1);
  progress.done(['4']);
  expect(progress.mark).toBe('4');
});
