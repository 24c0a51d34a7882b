import { ACCOUNT, AwsError, REGION, type ResourceInput, type ResourceType } from '../../service.ts';

/** Where a configuration set tells what becomes of its mail: on the default bus. */
interface Destination {
  readonly enabled: boolean;
  readonly types: readonly string[];
}

/** Configuration sets by name, with their destinations. The template brings them at every start. */
export class ConfigurationSets {
  readonly #sets = new Map<string, Map<string, Destination>>();

  /** Whether what becomes of mail of a set is told. @throws NotFoundException for a set that is not there. */
  tells(set: string, type: string): boolean {
    const destinations = this.#sets.get(set);
    if (!destinations) throw new AwsError('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
    return [...destinations.values()].some(({ enabled, types }) => enabled && types.includes(type));
  }

  readonly resources: Readonly<Record<string, ResourceType>> = {
    'AWS::SES::ConfigurationSet': {
      acted: ['Name'],
      inert: { SuppressionOptions: 'the grid remembers no address that mail did not reach: each message is tried' },
      ensure: (resource) => {
        const name = nameOf(resource);
        if (!this.#sets.has(name)) this.#sets.set(name, new Map());
        return { ref: name, attributes: {} };
      },
      remove: (resource) => void this.#sets.delete(nameOf(resource)),
    },
    'AWS::SES::ConfigurationSetEventDestination': {
      acted: ['ConfigurationSetName', 'EventDestination'],
      inert: {},
      check: ({ properties }) => void destinationOf(properties.EventDestination),
      ensure: ({ properties, logicalId }) => {
        const { ConfigurationSetName: set, EventDestination } = properties;
        this.tells(set, '');
        this.#sets.get(set)?.set(EventDestination.Name ?? logicalId, destinationOf(EventDestination));
        return { ref: `${set}|${EventDestination.Name ?? logicalId}`, attributes: { Id: logicalId } };
      },
      remove: ({ properties, logicalId }) =>
        void this.#sets.get(properties.ConfigurationSetName)?.delete(properties.EventDestination.Name ?? logicalId),
    },
  };
}

function nameOf({ properties, defaultName }: ResourceInput): string {
  return properties.Name ?? defaultName;
}

/** @throws for any destination but the default bus, the only one that SES knows (API_EventBridgeDestination). */
function destinationOf(said: Record<string, any>): Destination {
  const bus = said.EventBridgeDestination?.EventBusArn;
  const others = Object.keys(said).filter((name) => name.endsWith('Destination') && name !== 'EventBridgeDestination');
  if (others.length > 0)
    throw new AwsError('BadRequestException', `The grid tells of mail on a bus, not by ${others}.`);
  if (bus !== `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`)
    throw new AwsError('BadRequestException', `Only the default event bus is supported, not ${bus}.`);
  return {
    enabled: said.Enabled ?? false,
    types: (said.MatchingEventTypes ?? []).map((type: string) => type.toUpperCase()),
  };
}
