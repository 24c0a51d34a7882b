import { DescribeArchiveCommand, type EventBridgeClient, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import { UsageError } from '../failures.ts';
import type { ReplayOptions } from '../options.ts';

/** An event may reach the archive so long after it happened: the relay's stream retries for half a day. */
const LATE_MS = 24 * 3_600_000;

/**
 * What is younger may not have reached the archive of AWS yet.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
const ARCHIVED_MS = 10 * 60_000;

/** The part of an archive to replay. */
export interface Range {
  readonly archiveArn: string;
  readonly busArn: string;
  readonly from: Date;
  readonly to: Date;
  /** Events in the whole archive; on AWS this lags behind by up to a day. */
  readonly archived: number;
}

/** The other side: its time, and what its archive is called. */
interface There {
  readonly now: Date;
  /** Of an emulator; its archive has at once what its bus has. */
  readonly endpoint: string | undefined;
  readonly archive: string;
}

/** What the options say, or the whole time of the archive there. */
export async function rangeOf(
  events: EventBridgeClient,
  { archivo, desde, hasta }: ReplayOptions,
  { now, endpoint, archive: own }: There,
): Promise<Range> {
  const archive = await describe(events, archivo ?? own, own);
  const from = desde ?? new Date((archive.CreationTime ?? now).getTime() - LATE_MS);
  const to = hasta ?? endOf(now, endpoint);
  if (from >= to)
    throw new UsageError(`--desde (${from.toISOString()}) debe ser anterior a --hasta (${to.toISOString()})`);
  return {
    archiveArn: archive.ArchiveArn ?? '',
    busArn: archive.EventSourceArn ?? '',
    from,
    to,
    archived: archive.EventCount ?? 0,
  };
}

/** Until when all that there is has surely been archived. */
export function endOf(now: Date, endpoint: string | undefined): Date {
  return endpoint === undefined ? new Date(now.getTime() - ARCHIVED_MS) : now;
}

async function describe(events: EventBridgeClient, ArchiveName: string, own: string) {
  const command = new DescribeArchiveCommand({ ArchiveName });
  try {
    const { EventSourceArn, CreationTime, EventCount, ...rest } = await events.send(command);
    return { EventSourceArn, CreationTime, EventCount, ...rest };
  } catch (error) {
    if (error instanceof ResourceNotFoundException)
      throw new UsageError(`no hay un archivo de eventos "${ArchiveName}"; el de esta aplicación es: --archivo ${own}`);
    throw error;
  }
}
