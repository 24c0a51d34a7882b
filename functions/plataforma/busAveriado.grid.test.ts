import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { crearOrden } from '#functions/ordenes/commands/crearOrden.ts';
import { type Probe, startProbe, WAIT } from '#infra/lab/testing/probe.ts';

/** That no count of attempts ends it, the template says; here it is the hours. */
const VECES = 8;
const CADA_MS = 45 * 60_000;

let sonda: Probe;

beforeAll(async () => {
  sonda = await startProbe();
}, 120_000);
afterAll(() => sonda?.stop());

test('un bus que falla seis horas no pierde nada: lo anotado se publica cuando vuelve', async () => {
  const { clock, faults } = sonda.system.grid;
  const { id: averia } = faults.add({ kind: 'error', on: { call: 'events:PutEvents', by: sonda.names.of('relay') } });
  // A fault that does nothing counts the runs: within one, a call is tried several times.
  const { id: cuenta } = faults.add({ kind: 'latency', ms: 1, on: { function: sonda.names.of('relay') } });
  const intentos = () => faults.list().find(({ id }) => id === cuenta)?.struck ?? 0;
  const { id } = await sonda.done('/ordenes', crearOrden.example);
  for (let vez = 0; vez < VECES; vez++) {
    const antes = intentos();
    await vi.waitFor(() => expect(intentos()).toBeGreaterThan(antes), WAIT);
    clock.advance(CADA_MS);
  }
  expect((await sonda.ask(`GET /ordenes/${id}`)).status).toBe(404);
  faults.remove(averia);
  await vi.waitFor(async () => {
    // Whoever waits to try again waits by the grid's clock.
    clock.advance(30_000);
    expect((await sonda.ask(`GET /ordenes/${id}`)).body.estado).toBe('rechazada');
  }, WAIT);
  await sonda.drained('relay-dlq');
}, 120_000);
