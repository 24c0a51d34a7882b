import { ACCOUNT, type JsonObject, REGION } from '../../../service.ts';
import type { Draft } from '../../events/bus/event.ts';
import type { StoredObject } from '../storage/objects.ts';
import type { Deed, EventName } from './deed.ts';

/** Something that happened to an object of a bucket. */
export interface Happened {
  readonly deed: Deed;
  readonly bucket: string;
  readonly key: string;
  /** What is there now; `undefined` for what is gone. */
  readonly object: StoredObject | undefined;
  /** Grows with each event of a key, as a hexadecimal number. */
  readonly sequencer: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/**
 * What a function, a queue or a topic gets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html, in its version 2.1
 */
export function recordOf(
  { deed, bucket, key, object, sequencer, time }: Happened,
  configurationId: string,
): JsonObject {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: REGION,
    eventTime: new Date(time).toISOString(),
    eventName: deed.event,
    userIdentity: { principalId: deed.principal.startsWith('arn:') ? `AWS:${deed.principal}` : deed.principal },
    requestParameters: { sourceIPAddress: deed.sourceIp },
    responseElements: { 'x-amz-request-id': deed.requestId, 'x-amz-id-2': deed.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: { name: bucket, ownerIdentity: { principalId: ACCOUNT }, arn: `arn:aws:s3:::${bucket}` },
      object: {
        key: escaped(key),
        ...(object && { size: object.size, eTag: etagOf(object) }),
        sequencer,
      },
    },
  };
}

/** How the default event bus is told (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html). */
export function eventOf({ deed, bucket, key, object, sequencer, time }: Happened): Draft {
  const { detailType, reason } = TOLD[deed.event];
  const byRule = deed.event === 'LifecycleExpiration:Delete';
  const detail = {
    version: '0',
    bucket: { name: bucket },
    object: { key, ...(object && { size: object.size, etag: etagOf(object) }), sequencer },
    'request-id': deed.requestId,
    requester: byRule ? deed.principal : ACCOUNT,
    ...(!byRule && { 'source-ip-address': deed.sourceIp }),
    reason,
    ...(!object && { 'deletion-type': 'Permanently Deleted' }),
  };
  return { source: 'aws.s3', detailType, detail: JSON.stringify(detail), resources: [`arn:aws:s3:::${bucket}`], time };
}

/** What a queue or a topic is sent when it is to be told of a bucket from now on (user guide, "Supported event destinations"). */
export function testEventOf(bucket: string, requestId: string, time: number): JsonObject {
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(time).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: requestId,
  };
}

const TOLD: Readonly<Record<EventName, { readonly detailType: string; readonly reason: string }>> = {
  'ObjectCreated:Put': { detailType: 'Object Created', reason: 'PutObject' },
  'ObjectCreated:Copy': { detailType: 'Object Created', reason: 'CopyObject' },
  'ObjectRemoved:Delete': { detailType: 'Object Deleted', reason: 'DeleteObject' },
  'LifecycleExpiration:Delete': { detailType: 'Object Deleted', reason: 'Lifecycle Expiration' },
};

/** Without its quotes. */
function etagOf({ etag }: StoredObject): string {
  return etag.replaceAll('"', '');
}

/** As a form escapes it, but for slashes. */
function escaped(key: string): string {
  const strict = encodeURIComponent(key).replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return strict.replaceAll('%20', '+').replaceAll('%2F', '/');
}
