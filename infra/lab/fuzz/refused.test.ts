import { expect, test } from 'vitest';
import { refusedIn } from './refused.ts';

const asked = (status: number, text?: string) => ({
  request: { method: 'POST', url: 'http://127.0.0.1/ordenes' },
  response: { status, content: { ...(text !== undefined && { text }) } },
});

test('what was refused is known by its request, and nothing else is', () => {
  const entries = [
    asked(422, '{"instance":"urn:alpes:peticion:r-1"}'),
    asked(201, '{"instance":"urn:alpes:peticion:r-2"}'),
    asked(400, 'no es JSON'),
    asked(404, '{"instance":"otra cosa"}'),
    asked(413),
  ];
  expect([...refusedIn({ log: { entries } })]).toStrictEqual([['r-1', 'POST http://127.0.0.1/ordenes: 422']]);
});
