import { LIMITS, settingsOf } from '#infra/cdk/defaults.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import precios from '#infra/grid/meter/prices.json' with { type: 'json' };
import { type Measure, measured } from '../measure.ts';
import { writeReport } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { costoDe } from './costo.ts';
import cuotas from './cuotas.json' with { type: 'json' };
import { experiment, type Plan, RELAY } from './experiment.ts';
import { reportOf } from './informe.ts';
import { limitesDe } from './limites.ts';
import { type Known, MEASURES } from './measures.ts';
import { guardarMedido } from './medido.ts';
import { memoriaDe } from './memoria.ts';
import { pocosValoresDe } from './pocosValores.ts';
import { predecir } from './prediccion.ts';

const WHOLE: Plan = { warmUp: 40, lives: 60, apart: 40, few: 30, many: 120 };
/** The same, so short that it proves little. */
const TRY: Plan = { warmUp: 10, lives: 10, apart: 10, few: 10, many: 30 };
const A_MILLION = 1_000_000;

/** Extrapolates what an order takes to AWS, and checks a simulation by a measurement; gives what was found, when the report is written. */
export async function capacidad({ isTry, folder, seconds }: Settings): Promise<Measure[]> {
  const seen = await experiment(isTry ? TRY : WHOLE, (line) => console.error(`  ${line}`));
  const { trabajo, hotUnits } = seen;
  if (!isTry)
    guardarMedido({
      date: new Date().toISOString().slice(0, 10),
      orders: WHOLE.lives,
      trabajo,
      hotUnits,
      relay: RELAY,
    });
  const { streamBatchSize: relayBatch } = LIMITS;
  const memoryMb = memoriaDe(LOCAL);
  const fewValues = pocosValoresDe(LOCAL);
  const known: Known = {
    seen,
    prediccion: predecir(seen),
    limites: limitesDe(trabajo, cuotas.quotas, {
      memoryMb,
      log: LOCAL.eventLog,
      relay: RELAY,
      relayBatch,
      hotUnits,
      fewValues,
    }),
    costo: costoDe(A_MILLION, trabajo, { precios: precios.prices, memoryMb, traced: settingsOf('prod').traced }),
  };
  const command = `npm run scenario -- capacidad${isTry ? ` --seconds ${seconds}` : ''}`;
  const report = reportOf(known, { precios: precios.prices, date: precios.date, command });
  const measures = measured(MEASURES, known, 'capacidad');
  for (const { name, value, unit, limit, met } of measures)
    console.error(`  ${met ? '✓' : '✗'} ${name}: ${value} ${unit} (${limit})`);
  console.error(writeReport(folder, report).join('\n'));
  return measures;
}
