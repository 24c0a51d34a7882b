import { afterEach, expect, test, vi } from 'vitest';
import { meterOf } from './meters.ts';

afterEach(() => void vi.unstubAllEnvs());

const METERS = JSON.stringify({ prefix: 'alpes-prod-cliente-', customers: ['tienda-7'], others: 'alpes-prod-otros' });
const actor = (clienteId?: string) => ({ subject: 'alguien', scopes: [], ...(clienteId && { clienteId }) });

test('nobody is counted where no plan is', () => expect(meterOf(actor('tienda-7'))).toBeUndefined());

test.each([
  ['a customer of the plan', 'tienda-7', 'alpes-prod-cliente-tienda-7'],
  ['another customer', 'tienda-8', 'alpes-prod-otros'],
  ['whoever is none', undefined, 'alpes-prod-otros'],
])('%s is counted by the key that is theirs', (_, clienteId, key) => {
  vi.stubEnv('METERS', METERS);
  expect(meterOf(actor(clienteId))).toBe(key);
});
