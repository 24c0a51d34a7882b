import type { JsonObject } from '../service.ts';

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

const FILES = ['s3:GetObject', 's3:GetObjectVersion'];

/**
 * AWS managed policies that constructs attach to functions and APIs, by the name after `arn:aws:iam::aws:policy/`,
 * with the content of https://docs.aws.amazon.com/aws-managed-policy/latest/reference/.
 */
const MANAGED: Record<string, JsonObject> = {
  'service-role/AWSLambdaBasicExecutionRole': allow(LOGS),
  'service-role/AWSLambdaVPCAccessExecutionRole': allow([...LOGS, ...NETWORK]),
  'service-role/AWSLambdaSQSQueueExecutionRole': allow([
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    ...LOGS,
  ]),
  'service-role/AWSLambdaDynamoDBExecutionRole': allow([
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    ...LOGS,
  ]),
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': allow([
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ]),
  'service-role/AWSCodeDeployRoleForLambdaLimited': documentOf(
    statement([
      'cloudwatch:DescribeAlarms',
      'lambda:UpdateAlias',
      'lambda:GetAlias',
      'lambda:GetProvisionedConcurrencyConfig',
    ]),
    statement(FILES, 'arn:aws:s3:::*/CodeDeploy/*'),
    { ...statement(FILES), Condition: { StringEquals: { 's3:ExistingObjectTag/UseWithCodeDeploy': 'true' } } },
    statement(['lambda:InvokeFunction'], 'arn:aws:lambda:*:*:function:CodeDeployHook_*'),
  ),
  AWSXRayDaemonWriteAccess: allow([
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ]),
};

/** The document of an AWS managed policy; `undefined` for one that the grid does not know. */
export function managedPolicy(arn: string): JsonObject | undefined {
  const name = arn.slice(arn.indexOf(':policy/') + ':policy/'.length);
  return arn.startsWith('arn:aws:iam::aws:policy/') && Object.hasOwn(MANAGED, name) ? MANAGED[name] : undefined;
}

/** The names that a refusal lists. */
export const managedPolicyNames: readonly string[] = Object.keys(MANAGED);

function allow(actions: readonly string[]): JsonObject {
  return documentOf(statement(actions));
}

function statement(actions: readonly string[], resource = '*'): JsonObject {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

function documentOf(...statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}
