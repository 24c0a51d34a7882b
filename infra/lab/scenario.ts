import { parseArgs } from 'node:util';
import { currentAssembly } from './assembly.ts';
import { capacidad } from './scenarios/capacidad/capacidad.ts';
import { COMPONENTS } from './scenarios/disponibilidad/components.ts';
import { disponibilidad } from './scenarios/disponibilidad/disponibilidad.ts';
import { escalabilidad } from './scenarios/escalabilidad/escalabilidad.ts';
import { lastLine, type Measure } from './scenarios/measure.ts';
import { modificabilidad } from './scenarios/modificabilidad/modificabilidad.ts';
import { RECETAS } from './scenarios/modificabilidad/recetas.ts';
import type { Settings } from './scenarios/settings.ts';

/** What may be tried alone: what is taken down, and what is changed. */
const PARTS = [...COMPONENTS, { name: 'red-entera' }, ...RECETAS].map(({ name }) => name);

const USAGE = `Shows a quality of the system by an experiment, and fails when a measure is not met.

  npm run scenario -- disponibilidad|escalabilidad|capacidad|modificabilidad|all [--seconds 60] [--rate 1]
                      [--only NAME,…] [--quick] [--json]

  --seconds  how long each component is down (default 60), or each step of a load lasts that is only tried
  --rate     of the usual load of five orders a second, while components are down (default 1)
  --only     these components or changes alone: ${PARTS.join(', ')}
  --quick    of modificabilidad: what needs no running grid
  --json     print the measures as one JSON line, last

A whole run writes its report into docs/scenarios; with any of the first four it is a try, and writes into .alpes/scenarios.`;

const WHOLE = 'docs/scenarios';
const TRY = '.alpes/scenarios';

/** Each gives its measures, when it has written its report. */
const SCENARIOS: Readonly<Record<string, (settings: Settings) => Promise<readonly Measure[]>>> = {
  disponibilidad,
  escalabilidad,
  capacidad,
  modificabilidad,
};

interface Asked {
  readonly names: readonly string[];
  readonly chosen: Settings;
  readonly json: boolean;
}

function settings(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      rate: { type: 'string' },
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [name = '', ...others] = positionals;
  const names = name === 'all' ? Object.keys(SCENARIOS) : [name];
  if (others.length > 0 || names.some((one) => !(one in SCENARIOS)))
    throw new Error(`Say one of ${[...Object.keys(SCENARIOS), 'all'].join(', ')}, not "${positionals.join(' ')}".`);
  const seconds = numberIn('--seconds', values.seconds ?? '60');
  const rate = numberIn('--rate', values.rate ?? '1');
  const only = values.only?.split(',') ?? [];
  const unknown = only.find((one) => !PARTS.includes(one));
  if (unknown !== undefined) throw new Error(`--only knows ${PARTS.join(', ')}, not "${unknown}".`);
  const { quick, json } = values;
  const isTry = values.seconds !== undefined || values.rate !== undefined || only.length > 0 || quick;
  return { names, json, chosen: { seconds, rate, only, quick, isTry, folder: isTry ? TRY : WHOLE } };
}

function numberIn(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0 && value <= 3_600) return value;
  throw new Error(`${option} must be a number above 0 and at most 3600, not "${text}".`);
}

async function main(): Promise<number> {
  let asked: Asked;
  try {
    asked = settings();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { names, chosen, json } = asked;
  // What is to be built is built before anything is measured, or waited for.
  await currentAssembly();
  let met = true;
  for (const name of names) {
    const measures = (await SCENARIOS[name]?.(chosen)) ?? [];
    if (measures.some((one) => !one.met)) met = false;
    if (json) console.log(lastLine(name, measures));
  }
  return met ? 0 : 1;
}

process.exitCode = await main();
