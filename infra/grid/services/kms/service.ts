import { createHash } from 'node:crypto';
import { ACCOUNT, REGION, type Service } from '../../service.ts';

const NOT_ENCRYPTED = 'the grid encrypts nothing at rest, which no caller can observe';

/** Keys by name only: what a template encrypts with them at rest behaves the same unencrypted. */
export function kmsService(): Service {
  return {
    name: 'kms',
    actions: {},
    resources: {
      'AWS::KMS::Key': {
        acted: [],
        inert: {
          Description: 'only shown',
          EnableKeyRotation: NOT_ENCRYPTED,
          Enabled: NOT_ENCRYPTED,
          KeyPolicy: NOT_ENCRYPTED,
          KeySpec: NOT_ENCRYPTED,
          KeyUsage: NOT_ENCRYPTED,
          PendingWindowInDays: NOT_ENCRYPTED,
          RotationPeriodInDays: NOT_ENCRYPTED,
          Tags: 'no policy of the grid reads tags',
        },
        ensure({ defaultName }) {
          const id = uuidOf(defaultName);
          return { ref: id, attributes: { Arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`, KeyId: id } };
        },
        remove() {},
      },
      'AWS::KMS::Alias': {
        acted: ['AliasName'],
        inert: { TargetKeyId: NOT_ENCRYPTED },
        ensure: ({ properties }) => ({ ref: properties.AliasName, attributes: {} }),
        remove() {},
      },
    },
  };
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
