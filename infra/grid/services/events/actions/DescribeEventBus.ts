import type { Action } from '../../../service.ts';
import { existingBus } from '../buses.ts';
import type { Core } from '../core.ts';
import type { Bus, Json } from '../model.ts';
import { busArn, busNameOf } from '../names.ts';

/** Describes a bus, the default one when none is named. */
export function describeEventBus(core: Core): Action {
  return {
    permissions: ({ Name }) => [{ action: 'events:DescribeEventBus', resource: busArn(busNameOf(Name)) }],
    run: ({ input }) => busSummary(existingBus(core, busNameOf(input.Name))),
  };
}

/** A bus as lists and descriptions show it. */
export function busSummary(bus: Bus): Json {
  return {
    Name: bus.name,
    Arn: busArn(bus.name),
    Description: bus.description,
    Policy: bus.policy && JSON.stringify(bus.policy),
    CreationTime: bus.createdAt / 1000,
    LastModifiedTime: bus.modifiedAt / 1000,
  };
}
