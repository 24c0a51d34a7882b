import type { Measure } from '../measure.ts';
import { writeReport } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { COMPONENTS } from './components.ts';
import type { Plan, Seen } from './experiment.ts';
import { measuresOf, reportOf } from './informe.ts';
import { killAll, takeDown } from './outages.ts';

const KILLS = 10;
/** In a try. */
const FEW_KILLS = 3;

/** Takes down one component after another, and then the whole grid; gives what was measured, when the report is written. */
export async function disponibilidad({ seconds, rate, only, folder, isTry }: Settings): Promise<Measure[]> {
  const plan: Plan = { seconds, rate, kills: isTry ? FEW_KILLS : KILLS };
  const wanted = (name: string) => only.length === 0 || only.includes(name);
  const steps = [
    ...COMPONENTS.map((component) => ({ name: component.name, run: () => takeDown(component, plan) })),
    { name: 'red-entera', run: () => killAll(plan) },
  ].filter(({ name }) => wanted(name));
  const all: Seen[] = [];
  for (const [at, { name, run }] of steps.entries()) {
    console.error(`[${at + 1}/${steps.length}] ${name} …`);
    const seen = await run();
    all.push(seen);
    for (const measure of measuresOf(seen)) console.error(told(measure));
    for (const violation of seen.violations.slice(0, 5)) console.error(`    ${violation}`);
  }
  const options = [`--seconds ${seconds}`, rate === 1 ? '' : `--rate ${rate}`, only.length > 0 ? `--only ${only}` : ''];
  const command = `npm run scenario -- disponibilidad ${isTry ? options.filter(Boolean).join(' ') : ''}`.trim();
  const files = writeReport(folder, reportOf(all, command));
  console.error(files.join('\n'));
  return all.flatMap(measuresOf);
}

function told({ name, value, unit, limit, met }: Measure): string {
  return `  ${met ? '✓' : '✗'} ${name}: ${value} ${unit} (${limit})`;
}
