import { type Action, AwsError } from '../../../service.ts';
import type { MoveTasks } from '../moveTasks.ts';

/** `StartMessageMoveTask`, `ListMessageMoveTasks`, `CancelMessageMoveTask`: dead letters back to where they came from. */
export function messageMoveTasks(tasks: MoveTasks): Record<string, Action> {
  return {
    StartMessageMoveTask: {
      permissions: ({ SourceArn, DestinationArn }) => [
        { action: 'sqs:StartMessageMoveTask', resource: SourceArn },
        ...(DestinationArn ? [{ action: 'sqs:SendMessage', resource: DestinationArn }] : []),
      ],
      run: ({ input }) => tasks.start(input),
    },
    ListMessageMoveTasks: {
      permissions: ({ SourceArn }) => [{ action: 'sqs:ListMessageMoveTasks', resource: SourceArn }],
      run({ input: { SourceArn, MaxResults = 1 } }) {
        if (!(MaxResults >= 1 && MaxResults <= 10)) {
          throw new AwsError(
            'InvalidParameterValue',
            'Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 10.',
          );
        }
        return { Results: tasks.list(SourceArn, MaxResults) };
      },
    },
    CancelMessageMoveTask: {
      permissions: ({ TaskHandle }) => [{ action: 'sqs:CancelMessageMoveTask', resource: tasks.sourceOf(TaskHandle) }],
      run: ({ input }) => tasks.cancel(input.TaskHandle),
    },
  };
}
