import type { JsonObject } from '../../../service.ts';
import { refusal } from '../../apigateway/properties.ts';
import type { Apis } from '../state.ts';

/** Properties of a type that only APIs of one protocol act on. */
export type OfProtocol = Readonly<Record<keyof Apis, readonly string[]>>;

/** All that a type acts on: what APIs of both protocols have, and what only one of them has. */
export function actedOf(both: readonly string[], of: OfProtocol): readonly string[] {
  return [...both, ...of.WEBSOCKET, ...of.HTTP];
}

/** @throws AwsError, naming it, for a property that belongs to APIs of the other protocol. */
export function refuseOthers(protocol: keyof Apis, of: OfProtocol, properties: JsonObject): void {
  const others = of[protocol === 'HTTP' ? 'WEBSOCKET' : 'HTTP'];
  for (const name of others) {
    if (properties[name] !== undefined) throw refusal(`${name} of an API with ProtocolType ${protocol}`);
  }
}
