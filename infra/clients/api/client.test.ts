import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { apiClient } from './client.ts';

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetched.mockReset());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const problem = (status: number, codigo: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ status, codigo }), { status, headers });

test('what is late is asked for again, not before the API says', async () => {
  fetched.mockImplementation(async () => problem(503, 'VISTA_ATRASADA', { 'Retry-After': '3' }));
  const asked = apiClient('http://api', 'token').get('/ordenes/1', { desdeVersion: 2 });
  await vi.advanceTimersByTimeAsync(2_999);
  expect(fetched).toHaveBeenCalledTimes(1);
  fetched.mockImplementation(async () => new Response('{"version":2}'));
  await vi.advanceTimersByTimeAsync(1);
  expect(await asked).toStrictEqual({ version: 2 });
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('what is refused is not asked for again', async () => {
  fetched.mockImplementation(async () => problem(404, 'NO_EXISTE'));
  await expect(apiClient('http://api', 'token').get('/ordenes/1')).rejects.toMatchObject({ codigo: 'NO_EXISTE' });
  expect(fetched).toHaveBeenCalledTimes(1);
});

test('what a gateway on the way fails at is asked for again; a fault of the API is not', async () => {
  fetched.mockImplementationOnce(async () => new Response('Error in invocation', { status: 500 }));
  fetched.mockImplementation(async () => problem(500, 'ERROR_INTERNO'));
  const asked = expect(apiClient('http://api', 'token').get('/ordenes/1')).rejects.toMatchObject({ status: 500 });
  await vi.advanceTimersByTimeAsync(2_000);
  await asked;
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('a command without a key is sent once, whatever comes', async () => {
  fetched.mockImplementation(async () => problem(503, 'FLUJO_OCUPADO', { 'Retry-After': '1' }));
  await expect(apiClient('http://api', 'token').post('/ordenes', {})).rejects.toMatchObject({ status: 503 });
  expect(fetched).toHaveBeenCalledTimes(1);
});
