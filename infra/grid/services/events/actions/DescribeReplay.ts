import type { Action } from '../../../service.ts';
import type { Core } from '../core.ts';
import type { Json, Replay } from '../model.ts';
import { archiveArn, busArn, notFound, replayArn } from '../names.ts';

/** Describes a replay: how far it is, and how it ended. */
export function describeReplay({ registry }: Core): Action {
  return {
    permissions: ({ ReplayName }) => [{ action: 'events:DescribeReplay', resource: replayArn(String(ReplayName)) }],
    run({ input }) {
      const replay = registry.get('replay', String(input.ReplayName));
      if (!replay) throw notFound(`Replay ${input.ReplayName}`);
      return {
        ...replaySummary(replay),
        ReplayArn: replayArn(replay.name),
        Description: replay.description,
        Destination: { Arn: busArn(replay.bus), FilterArns: replay.filterArns },
      };
    },
  };
}

/** A replay as lists and descriptions show it. */
export function replaySummary(replay: Replay): Json {
  return {
    ReplayName: replay.name,
    EventSourceArn: archiveArn(replay.archive),
    State: replay.state,
    StateReason: replay.stateReason,
    EventStartTime: replay.from / 1000,
    EventEndTime: replay.to / 1000,
    EventLastReplayedTime: replay.last && replay.last.time / 1000,
    ReplayStartTime: replay.startedAt / 1000,
    ReplayEndTime: replay.endedAt && replay.endedAt / 1000,
  };
}
