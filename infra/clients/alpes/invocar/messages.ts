import { createHash, randomUUID } from 'node:crypto';
import type { ChangeType } from '#shared/model/change.ts';
import type { Metadata } from '#shared/model/envelope.ts';
import type { EventType } from '#shared/model/event.ts';

/** Functions wait for some events to settle before they are done with them; those of an example have. */
const AGE_MS = 3_600_000;

/** An event of the bus with the example's data. */
export function busEvent(
  { type, context, version: schemaVersion, example }: EventType,
  stream: string,
  version: number,
): object {
  const id = randomUUID();
  const time = longAgo();
  const metadata: Metadata = {
    id,
    stream,
    version,
    schemaVersion,
    context,
    occurredAt: time,
    correlationId: id,
    causationId: id,
    commandId: id,
    actor: 'alpes invocar',
  };
  return onBus({ type, context }, time, { metadata, data: example });
}

/** The example of a change of a table elsewhere, as the bus brings it. */
export function changeEvent(change: ChangeType): object {
  return onBus(change, longAgo(), change.example);
}

function longAgo(): string {
  return new Date(Date.now() - AGE_MS).toISOString();
}

/** What EventBridge makes of an event: what its rules put into queues. */
export function onBus({ type, context }: Pick<EventType, 'type' | 'context'>, time: string, detail: object): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': type,
    source: `alpes.${context}`,
    account: '000000000000',
    time,
    region: 'us-east-1',
    resources: [],
    detail,
  };
}

/** The messages as Lambda gets them from the queue `queue`, by its physical name. */
export function queueEvent(queue: string, messages: readonly object[]): object {
  const sent = String(Date.now());
  const Records = messages.map((message) => {
    const body = JSON.stringify(message);
    return {
      messageId: randomUUID(),
      receiptHandle: 'ejemplo',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: sent,
        SenderId: 'alpes',
        ApproximateFirstReceiveTimestamp: sent,
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
      awsRegion: 'us-east-1',
    };
  });
  return { Records };
}
