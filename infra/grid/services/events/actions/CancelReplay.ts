import { type Action, AwsError } from '../../../service.ts';
import type { Core } from '../core.ts';
import { notFound, replayArn } from '../names.ts';

/** Stops a replay after the batch at hand. */
export function cancelReplay({ registry }: Core): Action {
  return {
    permissions: ({ ReplayName }) => [{ action: 'events:CancelReplay', resource: replayArn(String(ReplayName)) }],
    async run({ input }) {
      const replay = registry.get('replay', String(input.ReplayName));
      if (!replay) throw notFound(`Replay ${input.ReplayName}`);
      if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
        throw new AwsError(
          'IllegalStatusException',
          `Replay ${replay.name} is not in a valid state for this operation.`,
        );
      }
      await registry.put('replay', { ...replay, state: 'CANCELLING' });
      return { ReplayArn: replayArn(replay.name), State: 'CANCELLING' };
    },
  };
}
