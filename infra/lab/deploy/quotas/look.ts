import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import Table from 'cli-table3';
import cuotas from '../../scenarios/capacidad/cuotas.json' with { type: 'json' };
import { medido } from '../../scenarios/capacidad/medido.ts';
import type { Change } from '../changes.ts';
import type { Target } from '../target.ts';
import { COUNTED } from './counted.ts';
import { needOf } from './need.ts';
import { type Asked, concurrencyOf, quotasOf } from './read.ts';
import { RATES, type Said, type Verdict, verdictOf } from './verdict.ts';

/**
 * Says which of the account's quotas the system will meet, and when. An emulator has none.
 * @throws Error that says why the deployment cannot succeed.
 */
export async function lookAtQuotas({ endpoint, grid, names }: Target, changes: readonly Change[]): Promise<void> {
  if (endpoint) {
    console.log(`Quotas are not looked at: ${grid} has none.`);
    return;
  }
  const verdict = verdictOf({
    names,
    before: needOf(changes.flatMap(({ before = [] }) => before)),
    after: needOf(changes.map(({ after }) => after)),
    said: await saidBy({ lambda: new LambdaClient({}), quotas: new ServiceQuotasClient({}) }),
    published: cuotas.quotas,
    medido: medido(),
  });
  console.log(toldOf(verdict));
  if (verdict.refusals.length > 0) throw new Error(verdict.refusals.join('\n'));
}

/** What an account says of all that is asked for. */
export async function saidBy(asked: Asked): Promise<Said> {
  const services = new Set([
    ...Object.values(COUNTED).map(({ service }) => service),
    ...RATES.map(([, service]) => service),
  ]);
  const concurrency = await concurrencyOf(asked);
  const quotas: Record<string, Said['quotas'][string]> = {};
  for (const service of services) quotas[service] = await quotasOf(asked, service);
  return { concurrency, quotas };
}

/** As wide as a terminal, and in no colours: it is kept in logs. */
const PLAIN = { colWidths: [34, 34, 40, 20], wordWrap: true, style: { head: [], border: [] } };

/** The table, and what one should know beside it. */
export function toldOf({ rows, warnings }: Verdict): string {
  const table = new Table({ head: ['Quota', 'There is', 'Taken', 'Met at'], ...PLAIN });
  table.push(...rows.map(({ name, of, takes, met }) => [name, of, takes, met]));
  return [table.toString(), ...warnings].join('\n');
}
