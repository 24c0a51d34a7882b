import { AwsError, type JsonObject, REGION, type ResourceType } from '../../../service.ts';
import type { TableParts } from './parts.ts';
import { ACTED, ensureTable, INERT, removeTable } from './resource.ts';

/** Of a replica, what the grid acts on. */
const REPLICA = ['Region', 'Tags', 'DeletionProtectionEnabled', 'ResourcePolicy', 'GlobalSecondaryIndexes'];
const REPLICA_INERT = ['ReadProvisionedThroughputSettings', 'ReadOnDemandThroughputSettings', ...Object.keys(INERT)];

/** `AWS::DynamoDB::GlobalTable` with its one replica in the grid's region, which is what CDK's `TableV2` makes. */
export function globalTableResource(parts: TableParts): ResourceType {
  return {
    acted: [...ACTED, 'Replicas'],
    inert: {
      ...INERT,
      WriteProvisionedThroughputSettings: 'The engine has no limits of throughput.',
      WriteOnDemandThroughputSettings: 'The engine has no limits of throughput.',
      ReadProvisionedThroughputSettings: 'The engine has no limits of throughput.',
      ReadOnDemandThroughputSettings: 'The engine has no limits of throughput.',
    },
    ensure(resource) {
      const { Replicas = [], ...table } = resource.properties;
      const { Tags, DeletionProtectionEnabled, ResourcePolicy } = onlyReplica(resource.logicalId, Replicas);
      return ensureTable(parts, resource, {
        ...table,
        ...(Tags && { Tags }),
        ...(ResourcePolicy && { ResourcePolicy }),
        ...(DeletionProtectionEnabled !== undefined && { DeletionProtectionEnabled }),
      });
    },
    remove: (resource) => removeTable(parts, resource),
  };
}

function onlyReplica(logicalId: string, replicas: JsonObject[]): JsonObject {
  const [replica] = replicas;
  if (!replica || replicas.length > 1 || replica.Region !== REGION) {
    const regions = replicas.map(({ Region }) => Region).join(', ');
    throw refused(`${logicalId}: a GlobalTable of the grid has one replica, in ${REGION}; got ${regions || 'none'}.`);
  }
  const unknown = Object.keys(replica).find((name) => !REPLICA.includes(name) && !REPLICA_INERT.includes(name));
  if (unknown) throw refused(`${logicalId}: the grid does not act on ${unknown} of a replica.`);
  return replica;
}

function refused(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
