import { type Measure, measured } from '../measure.ts';
import { writeReport } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { experiment } from './experiment.ts';
import { reportOf } from './informe.ts';
import { MEASURES } from './measures.ts';
import { tryOf, WHOLE } from './plan.ts';

/** Loads a grid more and more; gives what was measured, when the report is written. */
export async function escalabilidad({ seconds, isTry, folder }: Settings): Promise<Measure[]> {
  const seen = await experiment(isTry ? tryOf(seconds) : WHOLE, (line) => console.error(`  ${line}`));
  const command = `npm run scenario -- escalabilidad${isTry ? ` --seconds ${seconds}` : ''}`;
  console.error(writeReport(folder, reportOf(seen, command)).join('\n'));
  return measured(MEASURES, seen, 'escalabilidad');
}
