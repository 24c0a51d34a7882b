import { expect, test } from 'vitest';
import { absentServices } from './absentServices.ts';

const PRESENT = new Set(['sqs', 'execute-api']);

test.each<[string, string[], string[]]>([
  ['services that answer', ['sqs:SendMessage', 'SQS:*', 'execute-api:Invoke'], []],
  ['what others do for it', ['logs:PutLogEvents', 'kms:Decrypt', 'iam:PassRole'], []],
  ['everything', ['*'], []],
  [
    'services that are not there',
    ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'ses:SendEmail'],
    [
      'The grid has no service "scheduler": what crear may do there will fail (scheduler:CreateSchedule, scheduler:DeleteSchedule).',
      'The grid has no service "ses": what crear may do there will fail (ses:SendEmail).',
    ],
  ],
])('a function that may do %s', (_, actions, lines) => {
  expect(absentServices([{ name: 'crear', actions }], PRESENT)).toStrictEqual(lines);
});

test('functions stand in one line, a few by name', () => {
  const functions = Array.from({ length: 7 }, (_, at) => ({ name: `f${at}`, actions: ['ses:SendEmail'] }));
  expect(absentServices(functions, PRESENT)).toStrictEqual([
    'The grid has no service "ses": what f0, f1, f2, f3, f4 and 2 more may do there will fail (ses:SendEmail).',
  ]);
});
