import { expect, test } from 'vitest';
import cases from '../../../conformance/apigateway/answers.json' with { type: 'json' };
import { proxyAnswer } from './proxyAnswer.ts';

test.each(cases)('$case', ({ payload, binary, malformed, status, headers, body }) => {
  const answer = proxyAnswer(JSON.stringify(payload), binary ?? false);
  if (malformed !== undefined) expect(answer).toBe(malformed);
  else if (typeof answer === 'string') expect.unreachable(answer);
  else expect({ ...answer, body: String(answer.body) }).toStrictEqual({ status, headers, body });
});

test('what is not JSON is malformed', () => expect(proxyAnswer('', false)).toBe('it is not JSON'));
