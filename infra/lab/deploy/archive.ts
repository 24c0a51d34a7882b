import {
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeEventBusCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { type Names, SOURCE } from '#infra/cdk/names.ts';

/** Makes the archive of a stage's bus through the API, where CloudFormation has no such type. One that is there is left. */
export async function ensureArchive(events: EventBridgeClient, { system }: Names): Promise<void> {
  const { Arn } = await events.send(new DescribeEventBusCommand({ Name: system }));
  const archive = {
    ArchiveName: system,
    EventSourceArn: Arn,
    EventPattern: JSON.stringify({ source: [{ prefix: `${SOURCE}.` }] }),
    RetentionDays: 0,
  };
  await events.send(new CreateArchiveCommand(archive)).catch((error: Error) => {
    if (error.name !== 'ResourceAlreadyExistsException') throw error;
  });
}

/** Deletes it again; without one, nothing. */
export async function removeArchive(events: EventBridgeClient, { system }: Names): Promise<void> {
  await events.send(new DeleteArchiveCommand({ ArchiveName: system })).catch((error: Error) => {
    if (error.name !== 'ResourceNotFoundException') throw error;
  });
}
