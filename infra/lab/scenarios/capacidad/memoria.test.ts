import { expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { LIMITS } from '#infra/cdk/defaults.ts';
import { contends, type Declared, deliversMessages, functionsOf } from '#infra/cdk/derive/functions.ts';
import { MEMORY_MB } from '#infra/cdk/derive/memory.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import precios from '#infra/grid/meter/prices.json' with { type: 'json' };
import { costoDe } from './costo.ts';
import cuotas from './cuotas.json' with { type: 'json' };
import { limitesDe } from './limites.ts';
import { medido } from './medido.ts';
import { memoriaDe } from './memoria.ts';

/** What an order was seen to take, in the last whole run of the scenario. */
const { trabajo, hotUnits, relay } = medido();
const ours = memoriaDe(LOCAL);
const usual = () => MEMORY_MB.usual;

/** Dollars for the GB-seconds of a million orders in these functions. */
function dollars(chosen: (one: Declared) => boolean, memoryMb: (name: string) => number): number {
  const functions = trabajo.functions.filter(({ name }) => namesOf(chosen).includes(name));
  const rows = costoDe(1_000_000, { ...trabajo, functions }, { precios: precios.prices, memoryMb, traced: 0 });
  return rows.find(({ name }) => name === 'lambdaGbSecond')?.usd as number;
}

/** The orders a second at which the first of these functions' queues is as full as may be. */
function first(chosen: (one: Declared) => boolean, memoryMb: (name: string) => number): number {
  const { eventLog: log } = LOCAL;
  const { streamBatchSize: relayBatch } = LIMITS;
  const queues = namesOf(chosen).map((name) => `Queue of ${name}`);
  const fewValues = {};
  const limits = limitesDe(trabajo, cuotas.quotas, { memoryMb, log, relay, relayBatch, hotUnits, fewValues });
  return limits.find(({ name }) => queues.includes(name))?.ordersPerSecond as number;
}

function namesOf(chosen: (one: Declared) => boolean): string[] {
  return functionsOf(contextos)
    .filter(chosen)
    .map(({ name }) => LOCAL.of(name));
}

test('what waits for providers costs a quarter less by its smaller memory, and still delivers ten orders a second', () => {
  expect(dollars(deliversMessages, ours)).toBeLessThan(0.75 * dollars(deliversMessages, usual));
  expect(first(deliversMessages, ours)).toBeGreaterThan(10);
});

test('what contends carries half as many orders again by its larger memory, for less than a dollar of a million', () => {
  expect(first(contends, ours)).toBeGreaterThan(1.5 * first(contends, usual));
  expect(dollars(contends, ours) - dollars(contends, usual)).toBeLessThan(1);
});
