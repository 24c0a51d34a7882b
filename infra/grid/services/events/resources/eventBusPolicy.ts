import type { ResourceType } from '../../../service.ts';
import { existingBus, setStatement, statementOf } from '../buses.ts';
import type { Core } from '../core.ts';
import type { Json } from '../model.ts';
import { busNameOf, nameOf } from '../names.ts';

/** `AWS::Events::EventBusPolicy`: one statement of the policy of a bus. */
export function eventBusPolicy(core: Core): ResourceType {
  return {
    acted: ['EventBusName', 'StatementId', 'Statement', 'Action', 'Principal', 'Condition'],
    inert: {},
    async ensure({ properties }) {
      const bus = existingBus(core, busNameOf(properties.EventBusName));
      const sid = nameOf(properties.StatementId, 'StatementId');
      const { Action: action, Principal: principal, Condition: condition } = properties;
      const statement: Json = properties.Statement ?? statementOf(bus.name, { action, principal, condition });
      await setStatement(core, bus, { sid, statement });
      return { ref: `${bus.name}|${sid}`, attributes: {} };
    },
    async remove({ properties }) {
      const bus = core.registry.get('bus', busNameOf(properties.EventBusName));
      if (bus) await setStatement(core, bus, { sid: String(properties.StatementId) });
    },
  };
}
