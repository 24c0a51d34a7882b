import type { Measure } from '../measure.ts';
import { writeReport } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { Copia } from './copia.ts';
import { cook, digestsNow, type Seen } from './experiment.ts';
import { measuresOf, reportOf } from './informe.ts';
import { RECETAS } from './recetas.ts';
import { enVivo } from './vivo.ts';

/** Changes copies of the project by one recipe after another; gives what was measured, when the report is written. */
export async function modificabilidad({ only, quick, folder }: Settings): Promise<Measure[]> {
  const recetas = RECETAS.filter(({ name }) => only.length === 0 || only.includes(name));
  const times = quick ? undefined : await timesOf(recetas);
  const before = await digestsNow();
  const all: Seen[] = [];
  for (const [at, receta] of recetas.entries()) {
    console.error(`[${at + 1}/${recetas.length}] ${receta.name} …`);
    const live = times ? (times.get(receta.name) ?? 'unseen') : 'untried';
    const seen: Seen = { ...(await cook(receta, before)), live };
    all.push(seen);
    for (const { name, value, unit, limit, met } of measuresOf(seen))
      console.error(`  ${met ? '✓' : '✗'} ${name}: ${value} ${unit} (${limit})`);
    for (const text of seen.against) console.error(text);
  }
  const options = [quick ? '--quick' : '', only.length > 0 ? `--only ${only}` : ''].filter(Boolean);
  const command = ['npm run scenario -- modificabilidad', ...options].join(' ');
  console.error(writeReport(folder, reportOf(all, command)).join('\n'));
  return all.flatMap(measuresOf);
}

async function timesOf(recetas: typeof RECETAS) {
  console.error('On a running grid …');
  const copia = new Copia();
  try {
    return await enVivo(copia, recetas);
  } finally {
    copia.remove();
  }
}
