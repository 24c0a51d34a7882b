/** Something of which an account, or a part of one, has so many at most. */
interface Kind {
  readonly name: string;
  /** Where Service Quotas has it: the service's code, and how the quota's name begins. */
  readonly service: string;
  readonly quota: RegExp;
  /** How many there are where nobody asked for more, and who says so. */
  readonly usual: number;
  readonly source: string;
}

/** What a system is counted by. */
export const COUNTED = {
  tables: {
    name: 'Tables of DynamoDB',
    service: 'dynamodb',
    quota: /^Maximum number of tables/i,
    usual: 2_500,
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html',
  },
  rules: {
    name: 'Rules of the bus',
    service: 'events',
    quota: /^Rules$/i,
    // In the regions that have fewest.
    usual: 100,
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
  },
  logGroups: {
    name: 'Log groups',
    service: 'logs',
    quota: /^Log groups/i,
    usual: 1_000_000,
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
  },
  stacks: {
    name: 'Stacks',
    service: 'cloudformation',
    quota: /^Stack count/i,
    usual: 2_000,
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  },
  apiResources: {
    name: 'Resources of the REST API',
    service: 'apigateway',
    quota: /^Resources(\/Routes)? per /i,
    usual: 300,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** The kinds of things that are counted. */
export type Counted = keyof typeof COUNTED;
