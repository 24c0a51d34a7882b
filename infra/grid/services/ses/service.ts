import type { GridContext, Service } from '../../service.ts';
import type { Told } from '../events/service.ts';
import { ConfigurationSets } from './configurationSets.ts';
import { sendEmail } from './sendEmail.ts';

/**
 * SES, by its API of version 2: mail goes into the outbox, and what becomes of it is told as by AWS. Any address may send:
 * there are no identities to verify, no sandbox and no quota.
 */
export function sesService(grid: GridContext, events: Told): Service {
  const sets = new ConfigurationSets();
  return {
    name: 'ses',
    actions: { SendEmail: sendEmail(grid, { sets, events }) },
    resources: sets.resources,
  };
}
