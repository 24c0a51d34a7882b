import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Inspector } from '../inspection.ts';

/** `AWS::DynamoDB::Table`: keys, indexes, stream, and what keeps its data. */
export const table: Inspector = {
  compares: [
    ...['KeySchema', 'AttributeDefinitions', 'GlobalSecondaryIndexes', 'BillingMode', 'StreamSpecification'],
    ...['DeletionProtectionEnabled', 'SSESpecification', 'TimeToLiveSpecification', 'PointInTimeRecoverySpecification'],
  ],
  async look({ dynamodb }, { name, properties }) {
    const { Table = {} } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    return {
      ...Table,
      BillingMode: Table.BillingModeSummary?.BillingMode,
      SSESpecification: {
        SSEEnabled: Table.SSEDescription?.Status === 'ENABLED',
        SSEType: Table.SSEDescription?.SSEType,
        KMSMasterKeyId: Table.SSEDescription?.KMSMasterKeyArn,
      },
      TimeToLiveSpecification: properties.TimeToLiveSpecification && (await timeToLive()),
      PointInTimeRecoverySpecification: await backups(),
    };

    async function timeToLive() {
      const { TimeToLiveDescription: ttl } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name }));
      return { AttributeName: ttl?.AttributeName, Enabled: ttl?.TimeToLiveStatus?.startsWith('ENABL') };
    }

    /** A grid that has no backups may not know the question either. */
    async function backups() {
      const asked = dynamodb.send(new DescribeContinuousBackupsCommand({ TableName: name }));
      const { ContinuousBackupsDescription } = await asked.catch(() => ({ ContinuousBackupsDescription: undefined }));
      const status = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      return { PointInTimeRecoveryEnabled: status === 'ENABLED' };
    }
  },
};
