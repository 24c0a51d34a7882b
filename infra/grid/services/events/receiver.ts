import { AwsError, type Receiver } from '../../service.ts';
import { forwarded } from './bus/event.ts';
import type { Core } from './core.ts';
import { busNameOf, notFound } from './names.ts';

/** Takes events that another bus passes on, if its policy allows that rule or the rule has a role that may. */
export function receiverOf({ grid, registry, router }: Core): Receiver {
  return {
    accept(arn, { body, trace }, source) {
      grid.access.checkService(source, { action: 'events:PutEvents', resource: arn });
      const bus = busNameOf(arn);
      if (!registry.get('bus', bus)) throw notFound(`Event bus ${bus}`);
      let event: ReturnType<typeof forwarded>;
      try {
        event = forwarded(body, grid.clock.now());
      } catch {
        throw new AwsError('InvalidRequestContentException', `What was sent to event bus ${bus} is not an event.`);
      }
      router.route(bus, trace === undefined ? event : { ...event, trace });
    },
  };
}
