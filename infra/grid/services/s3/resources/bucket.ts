import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, REGION, type ResourceInput, type ResourceType } from '../../../service.ts';
import { SILENT } from '../notifications/configuration.ts';
import { checkBucketName } from '../storage/bucketName.ts';
import type { BucketConfiguration, CorsRule } from '../storage/buckets.ts';
import type { Shelf } from '../storage/shelf.ts';
import { expiryOf } from './lifecycle.ts';
import { notificationsOf } from './notifications.ts';

const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];

/** `AWS::S3::Bucket`. One that is there keeps its objects; one that has objects is not removed, as on AWS. */
export function bucketResource(shelf: Shelf): ResourceType {
  const { buckets } = shelf;
  return {
    acted: [
      'BucketName',
      'CorsConfiguration',
      'LifecycleConfiguration',
      'NotificationConfiguration',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'Tags',
    ],
    inert: {
      BucketEncryption: 'the grid encrypts nothing at rest, which no caller can observe',
    },
    check: ({ properties }) => void notificationsOf(properties.NotificationConfiguration),
    async ensure(resource) {
      const name = nameOf(resource);
      checkBucketName(name);
      const said = notificationsOf(resource.properties.NotificationConfiguration);
      const { notifications: before, ...present } = buckets.find(name) ?? { notifications: SILENT };
      const configuration = configurationOf(resource.properties);
      if (!isDeepStrictEqual(present, { ...present, ...configuration })) {
        await buckets.save(name, { ...configuration, notifications: before });
      }
      if (!isDeepStrictEqual(said, before.ofTemplate)) {
        await shelf.notify(name, { ...(said ?? SILENT), ...(said && { ofTemplate: said }) }, { unchecked: false });
      }
      return { ref: name, attributes: attributesOf(name) };
    },
    async remove(resource) {
      const bucket = buckets.find(nameOf(resource));
      if (bucket) await shelf.deleteBucket(bucket);
    },
  };
}

function nameOf({ properties, defaultName }: ResourceInput): string {
  return (
    properties.BucketName ??
    defaultName
      .toLowerCase()
      .replaceAll('_', '-')
      .slice(-63)
      .replace(/^[^a-z0-9]+/, '')
  );
}

function attributesOf(name: string): Record<string, string> {
  return {
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${REGION}.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`,
  };
}

function configurationOf(properties: JsonObject): Omit<BucketConfiguration, 'notifications'> {
  const { CorsConfiguration, LifecycleConfiguration, OwnershipControls, PublicAccessBlockConfiguration } = properties;
  const [{ ObjectOwnership = 'BucketOwnerEnforced' } = {}] = OwnershipControls?.Rules ?? [];
  if (ObjectOwnership !== 'BucketOwnerEnforced') {
    throw new Error(
      `OwnershipControls: the grid has no ACLs, so that objects are their bucket's; got ${ObjectOwnership}`,
    );
  }
  // What is not said is closed when nothing is said, and open when something is, as on AWS.
  const blocks = (name: string) =>
    String(PublicAccessBlockConfiguration === undefined || PublicAccessBlockConfiguration[name]) === 'true';
  return {
    cors: (CorsConfiguration?.CorsRules ?? []).map(corsRuleOf),
    expiry: expiryOf(LifecycleConfiguration),
    blocksPublicPolicy: blocks('BlockPublicPolicy'),
    restrictsPublic: blocks('RestrictPublicBuckets'),
    tags: Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }: JsonObject) => [Key, String(Value)])),
  };
}

function corsRuleOf({ MaxAge, ...rule }: JsonObject): CorsRule {
  const { AllowedMethods = [], AllowedOrigins = [] } = rule;
  const other = AllowedMethods.find((method: string) => !METHODS.includes(method));
  if (other !== undefined) throw new Error(`CorsConfiguration: S3 knows no method "${other}"`);
  if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) {
    throw new Error('CorsConfiguration: a rule needs AllowedMethods and AllowedOrigins');
  }
  return { ...rule, AllowedMethods, AllowedOrigins, ...(MaxAge !== undefined && { MaxAge: Number(MaxAge) }) };
}
