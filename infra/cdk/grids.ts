import { Architecture } from 'aws-cdk-lib/aws-lambda';

/** Where the app is deployed to. */
export type GridName = 'embedded' | 'ministack' | 'localstack' | 'aws';

/** What a grid can do by CloudFormation; where it can't, the app is deployed without it and the deployment says so. */
export interface GridFeatures {
  /** `AWS::Events::Archive`; elsewhere the archive is made through the API after the deployment. */
  readonly archive: boolean;
  /** Lambda authorizers; elsewhere each function verifies the token itself. */
  readonly authorizer: boolean;
  /** WebSocket APIs (`AWS::ApiGatewayV2::*`); elsewhere nothing goes live, and pages ask again. */
  readonly sockets: boolean;
  /** `AWS::SES::ConfigurationSet` and its destinations; elsewhere nobody tells what becomes of mail. */
  readonly mail: boolean;
  /** `AWS::XRay::SamplingRule`. */
  readonly samplingRules: boolean;
  /** `AWS::CloudWatch::CompositeAlarm`; elsewhere each alarm tells by itself. */
  readonly compositeAlarms: boolean;
  /** `AWS::CloudWatch::Dashboard`. */
  readonly dashboard: boolean;
  /** Preflights of the API that choose a header by a template. */
  readonly cors: boolean;
  /** Versions and aliases of functions, with what moves an alias from one version to the next. */
  readonly versions: boolean;
  /** What is a company's account alone: custom domains, web ACLs, usage plans, budgets, copies in other accounts, and the tags by which costs are told apart. */
  readonly account: boolean;
  /** What functions run on: Graviton costs a fifth less on AWS; an emulator runs them on the machine that it is on. */
  readonly processor: 'arm64' | 'host';
}

/** What AWS can do; and the embedded grid, which is to show all of it that is not an account's alone. */
const ALL: GridFeatures = {
  archive: true,
  mail: true,
  samplingRules: true,
  authorizer: true,
  sockets: true,
  compositeAlarms: true,
  dashboard: true,
  cors: true,
  versions: true,
  account: true,
  processor: 'arm64',
};

/** The features of each grid; how each was seen stands in `docs/grids.md`. */
export const GRIDS: Readonly<Record<GridName, GridFeatures>> = {
  embedded: { ...ALL, account: false },
  ministack: {
    archive: false,
    mail: false,
    samplingRules: false,
    authorizer: true,
    sockets: false,
    compositeAlarms: false,
    dashboard: true,
    cors: false,
    versions: false,
    account: false,
    processor: 'host',
  },
  localstack: {
    archive: false,
    mail: false,
    samplingRules: false,
    authorizer: false,
    sockets: false,
    compositeAlarms: true,
    dashboard: false,
    cors: false,
    versions: false,
    account: false,
    processor: 'host',
  },
  aws: ALL,
};

/** The name of a grid, or an error that lists them. */
export function gridNamed(name: string): GridName {
  if (Object.hasOwn(GRIDS, name)) return name as GridName;
  throw new Error(`There is no grid "${name}"; there are: ${Object.keys(GRIDS).join(', ')}.`);
}

/** Lambda's name for what functions run on. */
export function architectureOf({ processor }: GridFeatures): Architecture {
  return processor === 'arm64' || process.arch === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64;
}
