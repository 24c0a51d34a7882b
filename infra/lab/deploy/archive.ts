import {
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeEventBusCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { ARCHIVE, BUS, PREFIX } from '#infra/cdk/names.ts';

/** Makes the bus's archive through the API, where CloudFormation has no such type. One that is there is left. */
export async function ensureArchive(events: EventBridgeClient): Promise<void> {
  const { Arn } = await events.send(new DescribeEventBusCommand({ Name: BUS }));
  const archive = {
    ArchiveName: ARCHIVE,
    EventSourceArn: Arn,
    EventPattern: JSON.stringify({ source: [{ prefix: `${PREFIX}.` }] }),
    RetentionDays: 0,
  };
  await events.send(new CreateArchiveCommand(archive)).catch((error: Error) => {
    if (error.name !== 'ResourceAlreadyExistsException') throw error;
  });
}

/** Deletes it again; without one, nothing. */
export async function removeArchive(events: EventBridgeClient): Promise<void> {
  await events.send(new DeleteArchiveCommand({ ArchiveName: ARCHIVE })).catch((error: Error) => {
    if (error.name !== 'ResourceNotFoundException') throw error;
  });
}
