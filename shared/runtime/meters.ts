import type { Actor } from '#shared/model/envelope.ts';
import { type Meters, optionalVariable } from './environment.ts';

/** The key by which the API counts an actor's requests; none where it counts nobody's. */
export function meterOf({ clienteId }: Actor): string | undefined {
  const said = optionalVariable('METERS');
  if (said === undefined) return undefined;
  const { prefix, customers, others }: Meters = JSON.parse(said);
  return clienteId !== undefined && customers.includes(clienteId) ? prefix + clienteId : others;
}
