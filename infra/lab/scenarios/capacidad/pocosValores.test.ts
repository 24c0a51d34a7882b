import { expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { LIMITS } from '#infra/cdk/defaults.ts';
import { functionsOf } from '#infra/cdk/derive/functions.ts';
import { tablesOf } from '#infra/cdk/derive/tables.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import cuotas from './cuotas.json' with { type: 'json' };
import { limitesDe } from './limites.ts';
import { medido } from './medido.ts';
import { memoriaDe } from './memoria.ts';
import { pocosValoresDe } from './pocosValores.ts';

const fewValues = pocosValoresDe(LOCAL);
const views = Object.keys(fewValues);

test('no more copies of a row are counted than the table and its whole indexes', () => {
  const tables = tablesOf(functionsOf(contextos)).filter(({ name }) => views.includes(LOCAL.view(name)));
  expect(tables).toHaveLength(views.length);
  for (const { name, indexes } of tables)
    expect(fewValues[LOCAL.view(name)], name).toBeLessThanOrEqual(
      1 + indexes.filter(({ keysOnly }) => !keysOnly).length,
    );
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html: 1,000 write units a second.
test('a partition of an index with few values is not what bounds the orders that there can be, by twice as much', () => {
  const { trabajo, hotUnits, relay } = medido();
  const { streamBatchSize: relayBatch } = LIMITS;
  const deployed = { memoryMb: memoriaDe(LOCAL), log: LOCAL.eventLog, relay, relayBatch, hotUnits, fewValues };
  const [first, ...others] = limitesDe(trabajo, cuotas.quotas, deployed);
  const bounds = others.filter(({ name }) => views.includes(name.replace('One value of an index of ', '')));
  expect(bounds).toHaveLength(views.length);
  for (const { ordersPerSecond } of bounds) expect(ordersPerSecond).toBeGreaterThan(2 * (first?.ordersPerSecond ?? 0));
});
