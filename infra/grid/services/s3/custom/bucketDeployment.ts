import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Provider } from '../../../cloudformation/custom/provider.ts';
import type { JsonObject } from '../../../service.ts';
import { ownDeed } from '../notifications/deed.ts';
import type { Shelf } from '../storage/shelf.ts';
import { contentTypeOf } from './contentTypes.ts';
import { createFilter } from './filters.ts';
import { replaceMarkers } from './markers.ts';
import { objectsBelow, removeBelow } from './objectsBelow.ts';

/** Of the system's metadata, what an object keeps. */
const KEPT = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** Of what is left, what changes nothing here: one class of storage, nothing encrypted at rest. */
const HARMLESS = ['sse', 'sse-kms-key-id', 'storage-class'];

/** CDK gives it to a bucket for each deployment into it; with the prefix that it deploys to, where it has one. */
const OWNER_TAG = 'aws-cdk:cr-owned';

/**
 * `Custom::CDKBucketDeployment`, whose own function is Python and calls the AWS CLI (aws-cdk-lib/custom-resource-handlers,
 * bucket-deployment-handler): the files of assets, with what stands for their markers, go into a bucket.
 */
export function bucketDeployment(shelf: Shelf): Provider {
  return {
    native: true,
    acted: [
      'DestinationBucketArn',
      'DestinationBucketKeyPrefix',
      'DestinationBucketName',
      'Exclude',
      'Extract',
      'Include',
      'OutputObjectKeys',
      'Prune',
      'RetainOnDelete',
      'ServiceToken',
      'SourceBucketNames',
      'SourceMarkers',
      'SourceMarkersConfig',
      'SourceObjectKeys',
      'SystemMetadata',
      'UserMetadata',
    ],
    inert: {
      SignContent: 'files do not leave this machine',
      WaitForDistributionInvalidation: 'there is no distribution, which is refused where one is named',
    },
    check({ properties }) {
      if (!isOn(properties.Extract, true))
        throw new Error('Extract: the grid has the files of assets, not their archives');
      metadataOf(properties);
    },
    async provide({ RequestType, ResourceProperties, OldResourceProperties, PhysicalResourceId }) {
      const place = placeOf(ResourceProperties);
      const before = OldResourceProperties && placeOf(OldResourceProperties);
      const keeps = isOn(ResourceProperties.RetainOnDelete, true);
      if (RequestType === 'Delete' && !keeps && !isOwned(shelf, place)) await clear(shelf, place);
      if (before && !keeps && !isSame(before, place)) await clear(shelf, before);
      if (RequestType !== 'Delete') await sync(shelf, place, ResourceProperties);
      const { DestinationBucketArn, SourceObjectKeys, OutputObjectKeys } = ResourceProperties;
      return {
        id: PhysicalResourceId ?? `aws.cdk.s3deployment.${randomUUID()}`,
        data: {
          ...(DestinationBucketArn && { DestinationBucketArn }),
          SourceObjectKeys: isOn(OutputObjectKeys, true) ? SourceObjectKeys : [],
        },
      };
    },
  };
}

/** Where files go. */
interface Place {
  readonly bucket: string;
  /** Empty, or with a slash at its end. */
  readonly prefix: string;
}

function placeOf({ DestinationBucketName, DestinationBucketKeyPrefix = '' }: JsonObject): Place {
  const named = DestinationBucketKeyPrefix === '/' ? '' : DestinationBucketKeyPrefix;
  return { bucket: DestinationBucketName, prefix: named === '' || named.endsWith('/') ? named : `${named}/` };
}

function isSame(a: Place, b: Place): boolean {
  return a.bucket === b.bucket && a.prefix === b.prefix;
}

/** What another deployment still owns is left to it. */
function isOwned(shelf: Shelf, { bucket, prefix }: Place): boolean {
  const tag = prefix === '' ? OWNER_TAG : `${OWNER_TAG}:${prefix.replace(/\/$/, '')}`;
  return Object.keys(shelf.buckets.find(bucket)?.tags ?? {}).some((name) => name.startsWith(tag));
}

async function clear(shelf: Shelf, { bucket, prefix }: Place): Promise<void> {
  if (shelf.buckets.find(bucket)) await removeBelow(shelf, bucket, prefix);
}

/** As `aws s3 sync` of what the sources hold together: a later one over an earlier one. */
async function sync(shelf: Shelf, { bucket, prefix }: Place, properties: JsonObject): Promise<void> {
  const isTaken = createFilter(properties.Exclude ?? [], properties.Include ?? []);
  const metadata = metadataOf(properties);
  shelf.buckets.get(bucket);
  const files = new Map<string, () => Buffer>();
  for (const [at, source] of (properties.SourceBucketNames as string[]).entries()) {
    const folder = shelf.grid.assetFolder(source, properties.SourceObjectKeys[at]);
    const [markers = {}, config] = [properties.SourceMarkers?.[at], properties.SourceMarkersConfig?.[at]];
    for (const path of filesIn(folder)) {
      if (isTaken(path)) files.set(path, () => replaceMarkers(readFileSync(join(folder, path)), markers, config));
    }
  }
  for (const [path, read] of files) {
    const blob = await shelf.blobs.write([Readable.from([read()])], ['md5']);
    const type = { 'content-type': contentTypeOf(path) };
    const object = { bucket, key: prefix + path, headers: { ...type, ...metadata }, checksums: {} };
    await shelf.keep(object, blob, { deed: ownDeed('ObjectCreated:Put') });
  }
  if (!isOn(properties.Prune, true)) return;
  for (const { key } of objectsBelow(shelf, bucket, prefix)) {
    const path = key.slice(prefix.length);
    if (!files.has(path) && isTaken(path)) await shelf.delete({ bucket, key }, ownDeed('ObjectRemoved:Delete'));
  }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  return files.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll(sep, '/'),
  );
}

/** @throws an Error for metadata that an object of the grid does not keep. */
function metadataOf({ SystemMetadata = {}, UserMetadata = {} }: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(SystemMetadata)) {
    const known = name.toLowerCase();
    if (KEPT.includes(known)) headers[known] = String(value);
    else if (!HARMLESS.includes(known)) throw new Error(`SystemMetadata: the grid's objects keep no "${name}"`);
  }
  for (const [name, value] of Object.entries(UserMetadata)) headers[`x-amz-meta-${name.toLowerCase()}`] = String(value);
  return headers;
}

function isOn(value: unknown, otherwise: boolean): boolean {
  return value === undefined ? otherwise : String(value).toLowerCase() === 'true';
}
