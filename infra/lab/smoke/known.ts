/** Where a deployed system can run; LocalStack is told from its stand-in in host mode by what it drops. */
export type SmokeGrid = 'embedded' | 'ministack' | 'localstack' | 'aws';

/** What each grid is known to drop, by kind, with what comes of it. A drop that is not listed fails the smoke test. */
export const KNOWN_DROPS: Readonly<Record<SmokeGrid, Readonly<Record<string, string>>>> = {
  embedded: {
    'AWS::DynamoDB::Table.PointInTimeRecoverySpecification': 'There are no backups on a laptop: copy the data folder.',
    'AWS::DynamoDB::Table.SSESpecification': 'The files on a laptop are not encrypted.',
    'AWS::S3::Bucket.BucketEncryption': 'The files on a laptop are not encrypted.',
    'AWS::S3::Bucket.LifecycleConfiguration': 'Acted on, but no action tells it.',
    'AWS::S3::Bucket.PublicAccessBlockConfiguration': 'Acted on, but no action tells it.',
    'AWS::S3::BucketPolicy.PolicyDocument': 'Acted on, but no action tells it.',
    'AWS::SNS::Topic.KmsMasterKeyId': 'Messages on a laptop are not encrypted.',
  },
  ministack: {
    'AWS::DynamoDB::Table.PointInTimeRecoverySpecification': 'There are no backups of an emulator.',
    'AWS::DynamoDB::Table.SSESpecification': 'Nothing is encrypted.',
    'AWS::DynamoDB::Table.TimeToLiveSpecification': 'Deadlines that were told stay in their table.',
    'AWS::S3::Bucket.LifecycleConfiguration': 'Files stay until they are deleted.',
    'AWS::SNS::Topic.KmsMasterKeyId': 'Nothing is encrypted.',
  },
  localstack: {
    'AWS::DynamoDB::Table.PointInTimeRecoverySpecification': 'There are no backups of an emulator.',
    'AWS::Events::EventBus.Description': 'Only shown.',
    'AWS::S3::Bucket.LifecycleConfiguration': 'Files stay until they are deleted.',
  },
  aws: {},
};

/** The name of a grid, or an error that lists them. */
export function smokeGrid(name: string): SmokeGrid {
  if (Object.hasOwn(KNOWN_DROPS, name)) return name as SmokeGrid;
  throw new Error(`There is no grid "${name}"; there are: ${Object.keys(KNOWN_DROPS).join(', ')}.`);
}
