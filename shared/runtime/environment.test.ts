import { afterEach, expect, test, vi } from 'vitest';
import { variable } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

test('a variable has the value that the function was deployed with', () => {
  vi.stubEnv('BUS_NAME', 'bus');
  expect(variable('BUS_NAME')).toBe('bus');
});

test.each([undefined, ''])('without one (%j) the function says what it lacks', (value) => {
  vi.stubEnv('BUS_NAME', value);
  expect(() => variable('BUS_NAME')).toThrow('The variable BUS_NAME is not set');
});
