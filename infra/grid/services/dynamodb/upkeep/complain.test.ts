import { expect, test } from 'vitest';
import { complainOnce } from './complain.ts';

test('a message is told once for each job, whatever is thrown', () => {
  const lines: string[] = [];
  const complain = complainOnce((line) => void lines.push(line));
  for (const error of [new Error('full'), new Error('full'), 'gone', new Error('gone')]) complain('trimming', error);
  complain('expiring', new Error('full'));
  expect(lines).toStrictEqual([
    'dynamodb: trimming: full (told once)',
    'dynamodb: trimming: gone (told once)',
    'dynamodb: expiring: full (told once)',
  ]);
});
