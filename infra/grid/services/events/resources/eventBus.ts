import type { ResourceType } from '../../../service.ts';
import { deleteBus, newBusName, policyOf, saveBus } from '../buses.ts';
import type { Core } from '../core.ts';
import { busArn, notValid } from '../names.ts';
import { tagsOf } from '../tags.ts';

/** `AWS::Events::EventBus`. */
export function eventBus(core: Core): ResourceType {
  return {
    acted: ['Name', 'Description', 'Policy', 'Tags'],
    inert: {
      KmsKeyIdentifier: 'events are not encrypted at rest on a laptop',
      DeadLetterConfig: 'it takes events that could not be encrypted, and nothing is encrypted',
      LogConfig: 'the bus writes no logs of its own; what it drops is said on the operator log',
    },
    async ensure({ properties, defaultName }) {
      const name = newBusName(properties.Name ?? defaultName);
      const old = core.registry.get('bus', name);
      const now = core.grid.clock.now();
      const policy = policyOf(properties.Policy) ?? old?.policy;
      await saveBus(core, {
        name,
        tags: tagsOf(properties.Tags),
        createdAt: old?.createdAt ?? now,
        modifiedAt: old?.modifiedAt ?? now,
        ...(properties.Description !== undefined && { description: String(properties.Description) }),
        ...(policy && { policy }),
      });
      return { ref: name, attributes: { Arn: busArn(name), Name: name, Policy: JSON.stringify(policy ?? {}) } };
    },
    async remove({ properties, defaultName }) {
      const name = newBusName(properties.Name ?? defaultName);
      if (core.registry.list('archive').some(({ bus }) => bus === name)) {
        throw notValid('Name', `event bus ${name} still has archives.`);
      }
      await deleteBus(core, name);
    },
  };
}
