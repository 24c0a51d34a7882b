import { settingsOf } from '#infra/cdk/defaults.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import precios from '#infra/grid/meter/prices.json' with { type: 'json' };
import { costoDe, ociosoDe } from '../scenarios/capacidad/costo.ts';
import { memoriaDe } from '../scenarios/capacidad/memoria.ts';
import delRegistro from '../scenarios/capacidad/preciosDelRegistro.json' with { type: 'json' };
import { mesDelRegistro } from '../scenarios/capacidad/registro.ts';
import { trabajoDe } from '../scenarios/capacidad/trabajo.ts';
import { writeSection } from './section.ts';
import { lived, ordersIn } from './vida/lived.ts';

const ORDERS = 100;
const A_MILLION = 1_000_000;
/** Of how many months of a million orders the event log is told of. */
const MONTHS = [1, 3, 6, 12, 24];
/** Of the tables, those with more than so much of all write units. */
const WORTH_TELLING = 0.03;

/** Says what a million orders cost at list prices, from what the lives of some of them take, and what a month without any costs. */
export async function precio([count = String(ORDERS)]: string[]): Promise<void> {
  const { lives, latencies, reading, cpu, lines } = await lived(ordersIn(count));
  const memoryMb = memoriaDe(LOCAL);
  const trabajo = trabajoDe(
    { orders: lives, reading, cpu, samples: [], seconds: 0, cores: 0 },
    { requests: latencies.length, lines, log: LOCAL.eventLog, feedings: new Map(), loteDe: () => undefined },
  );
  const rows = costoDe(A_MILLION, trabajo, { precios: precios.prices, memoryMb, traced: settingsOf('prod').traced });
  const total = rows.reduce((sum, { usd }) => sum + usd, 0);
  const units = Object.values(trabajo.writeUnits).reduce((sum, one) => sum + one, 0);
  const order = { bytes: trabajo.logBytes, writeUnits: trabajo.writeUnits[LOCAL.eventLog] ?? 0 };
  const prices = { ...precios.prices, ...delRegistro.prices };
  const queues = trabajo.functions.filter(({ messages }) => messages > 0).length;
  const text = [
    '## What a million orders cost',
    '',
    `${dollars(total)} at the list prices of ${precios.date} in ${precios.region}, counted in ${lives} plain lives on the embedded grid, without text messages, maps and a support plan. A month without any order: ${dollars(ociosoDe(queues, precios.prices))} for asking ${queues} empty queues, and what is stored.`,
    '',
    '| of what | units | USD | price |',
    '| --- | ---: | ---: | --- |',
    ...rows.map(
      ({ unit, units: taken, usd, source }) => `| ${unit} | ${millions(taken)} | ${usd.toFixed(1)} | <${source}> |`,
    ),
    '',
    '| write units of | an order | USD of a million |',
    '| --- | ---: | ---: |',
    ...Object.entries(trabajo.writeUnits)
      .filter(([, one]) => one >= units * WORTH_TELLING)
      .sort((a, b) => b[1] - a[1])
      .map(([table, one]) => `| ${table} | ${one.toFixed(1)} | ${(one * precios.prices.writeUnit.usd).toFixed(1)} |`),
    '',
    'The event log is kept for ever, and can be brought back to any second of 35 days, for which GB are paid too. A month of it, after so many months of a million orders each, as either class of tables (`logClass` of the [account](operations.md#how-the-event-log-grows)):',
    '',
    '| months | GB | USD, standard | USD, seldom read |',
    '| ---: | ---: | ---: | ---: |',
    ...MONTHS.map((months) => {
      const { gb, standard, infrequent } = mesDelRegistro({ months, orders: A_MILLION }, order, prices);
      return `| ${months} | ${gb.toFixed(0)} | ${standard.toFixed(0)} | ${infrequent.toFixed(0)} |`;
    }),
    '',
    '`npm run bench -- precio`',
  ].join('\n');
  console.log(text);
  writeSection('precio', text);
}

function dollars(usd: number): string {
  return `${usd.toFixed(usd < 10 ? 1 : 0)} USD`;
}

function millions(units: number): string {
  return units >= A_MILLION ? `${(units / A_MILLION).toFixed(1)} million` : units.toFixed(0);
}
