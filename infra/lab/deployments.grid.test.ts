import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { apiClient } from '#infra/clients/api/client.ts';
import { readAssembly } from '#infra/grid/cloudformation/assembly.ts';
import { currentAssembly } from './assembly.ts';
import { diaDePedidos } from './data/dia.ts';
import { seed } from './seed.ts';
import { startSystem } from './system.ts';
import { type Probe, startProbe } from './testing/probe.ts';

const BREAKS = 10;

const folder = mkdtempSync(path.join(tmpdir(), 'deployments-'));
let probe: Probe | undefined;
afterAll(async () => {
  await probe?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The resources at which deployments break: evenly over all, so that tables, queues, functions, rules and routes are among them. */
async function breaks(): Promise<string[]> {
  const { stacks } = readAssembly(await currentAssembly());
  const all = stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {}).map(([id, { Type }]) => `${name}: ${id} (${Type})`),
  );
  return Array.from({ length: BREAKS }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / BREAKS)] as string);
}

test('a first deployment that breaks at a resource is repeated, ten times at another, and an order goes its way', async () => {
  const broken = await breaks();
  expect(new Set(broken.map((name) => name.slice(name.indexOf('(')))).size).toBeGreaterThan(3);
  for (const deployment of broken) {
    const start = startSystem({ dataFolder: folder, deploymentFaults: [{ kind: 'error', on: { deployment } }] });
    await expect(start).rejects.toThrow(`${deployment}: A fault was asked for.`);
  }
  probe = await startProbe({ dataFolder: folder });
  await seed(apiClient(probe.system.apiUrl, await probe.system.issuer.operator()), { units: 500, vehicles: 1 });
  const [pedido] = diaDePedidos(1, Date.now());
  const { id } = await probe.done('/ordenes', pedido?.cuerpo);
  await probe.seen(`/ordenes/${id}`, ({ estado }) => expect(estado).toBe('asignada'));
}, 600_000);
