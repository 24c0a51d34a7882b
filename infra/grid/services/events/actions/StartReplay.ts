import type { Action } from '../../../service.ts';
import { timeOf } from '../bus/entries.ts';
import { existingBus } from '../buses.ts';
import type { Core } from '../core.ts';
import type { Json } from '../model.ts';
import {
  alreadyExists,
  archiveArn,
  busArn,
  busNameOf,
  nameOf,
  notFound,
  notValid,
  replayArn,
  ruleArn,
} from '../names.ts';

/** Begins to send a part of an archive again to the bus it came from, to all rules or to those of `FilterArns`. */
export function startReplay(core: Core): Action {
  const { grid, registry, replayer } = core;
  return {
    permissions: ({ ReplayName, EventSourceArn }) => [
      { action: 'events:StartReplay', resource: replayArn(String(ReplayName)) },
      { action: 'events:StartReplay', resource: String(EventSourceArn) },
    ],
    async run({ input }) {
      const name = nameOf(input.ReplayName, 'ReplayName');
      const from = timeOf(input.EventStartTime);
      const to = timeOf(input.EventEndTime);
      if (from === undefined || to === undefined) throw notValid('EventStartTime', 'both ends must be timestamps.');
      if (from >= to) throw notValid('EventEndTime', 'EventStartTime must be before EventEndTime.');
      if (registry.get('replay', name)) throw alreadyExists(`Replay ${name}`);
      const { Destination = {} } = input;
      existingBus(core, busNameOf(Destination.Arn));
      const archiveName = String(input.EventSourceArn).replace(archiveArn(''), '');
      const archive = registry.get('archive', archiveName);
      if (!archive) throw notValid('EventSourceArn', `Archive ${archiveName} does not exist.`);
      const filterArns = destinationRules(core, archive.bus, Destination);
      const startedAt = grid.clock.now();
      const { Description: description } = input;
      await registry.put('replay', {
        name,
        archive: archive.name,
        bus: archive.bus,
        filterArns,
        from,
        to,
        state: 'STARTING',
        startedAt,
        ...(description !== undefined && { description }),
      });
      replayer.begin(name);
      return { ReplayArn: replayArn(name), State: 'STARTING', ReplayStartTime: startedAt / 1000 };
    },
  };
}

function destinationRules({ registry }: Core, bus: string, { Arn, FilterArns = [] }: Json): string[] {
  if (Arn !== busArn(bus)) {
    throw notValid('Destination.Arn', 'Cross event bus replay is not permitted.');
  }
  const known = new Set(registry.rulesOf(bus).map(({ name }) => ruleArn(bus, name)));
  const unknown = (FilterArns as string[]).find((arn) => !known.has(arn));
  if (unknown !== undefined) throw notFound(`Rule ${unknown}`);
  return FilterArns;
}
