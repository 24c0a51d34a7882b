import type { Measure } from '../measure.ts';
import { writeReport } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { Copia } from './copia.ts';
import { cook, type Seen } from './experiment.ts';
import { measuresOf, measuresTogether, reportOf } from './informe.ts';
import { RECETAS } from './recetas.ts';
import { enVivo } from './vivo.ts';

/** Changes copies of the project by one recipe after another; gives what was measured, when the report is written. */
export async function modificabilidad({ only, quick, folder }: Settings): Promise<Measure[]> {
  const recetas = RECETAS.filter(({ name }) => only.length === 0 || only.includes(name));
  if (!quick) console.error('On a running grid …');
  const times = quick ? undefined : await inCopy((copia) => enVivo(copia, recetas));
  const { seen, against } = await inCopy((copia) => cook(copia, recetas, (line) => console.error(line)));
  const all: Seen[] = seen.map((one) => ({
    ...one,
    live: times ? (times.get(one.receta.name) ?? 'unseen') : 'untried',
  }));
  const measures = [...all.flatMap(measuresOf), ...measuresTogether(against)];
  for (const { name, value, unit, limit, met } of measures)
    console.error(`  ${met ? '✓' : '✗'} ${name}: ${value} ${unit} (${limit})`);
  for (const text of against) console.error(text);
  const options = [quick ? '--quick' : '', only.length > 0 ? `--only ${only}` : ''].filter(Boolean);
  const command = ['npm run scenario -- modificabilidad', ...options].join(' ');
  console.error(writeReport(folder, reportOf({ all, against }, command)).join('\n'));
  return measures;
}

async function inCopy<T>(work: (copia: Copia) => Promise<T>): Promise<T> {
  const copia = new Copia();
  try {
    return await work(copia);
  } finally {
    copia.remove();
  }
}
