import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Environment, QueueNames, ViewNames } from '#shared/runtime/environment.ts';
import type { FunctionCode } from '../code.ts';
import { LIMITS, type StageSettings } from '../defaults.ts';
import { acknowledge } from './acknowledge.ts';
import { watchFunction } from './alarms.ts';
import { namesIn } from './stageStack.ts';

/** What every function of a stack shares. */
export interface Deployment {
  readonly settings: StageSettings;
  readonly code: FunctionCode;
  readonly architecture: Architecture;
  /** Megabytes of memory of each function. */
  readonly memory: Readonly<Record<string, number>>;
  /** The queues of all functions, for those that look at them. */
  readonly queues: QueueNames;
  /** … and all views. */
  readonly views: ViewNames;
  /** Whether others on this machine may be told, where some function tells others. */
  readonly outside: Pick<Environment, 'WEBHOOK_LOOPBACK'> | undefined;
  /** Whom messages come from, where some function sends them. */
  readonly senders: Pick<Environment, 'SMS_SENDER' | 'MAIL_SENDER'> | undefined;
  /** The root of the pages that links in messages lead to, where some function sends such. */
  readonly pageUrl: string | undefined;
  /** Variables of the token's verification, where some function is called from outside. */
  readonly tokens: Pick<Environment, 'TOKEN_ISSUER' | 'TOKEN_AUDIENCE' | 'TOKEN_KEYS'> | undefined;
  /** The origins whose pages may read answers, where somebody named any. */
  readonly cors: Pick<Environment, 'CORS_ORIGINS'> | undefined;
  /** How requests are counted, for who says whose they are; nothing where they are not. */
  readonly meters: Pick<Environment, 'METERS'> | undefined;
  /** Variables of the pages, where some function serves them. */
  readonly page:
    | Pick<Environment, 'LIVE_URL' | 'PAGE_ISSUER' | 'PAGE_CLIENT' | 'PAGE_SCOPES' | 'PAGE_ORIGINS' | 'PAGE_TILES'>
    | undefined;
}

interface Props {
  readonly name: string;
  readonly context: string;
  readonly deployment: Deployment;
  readonly environment: Partial<Environment>;
  readonly statements: readonly PolicyStatement[];
  /** Runs at once that are kept for it, and the most that it gets; all that others leave, where it is left out. */
  readonly reserved?: number | undefined;
}

/** A function with a role of its own, a log group with its retention, traces, and alarms for errors and throttles. */
export class AlpesFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, { name, context, deployment, environment, statements, reserved }: Props) {
    super(scope, name);
    const { settings, code, architecture } = deployment;
    const bundle = code.bundles[name];
    if (!bundle) throw new Error(`There is no bundle for the function ${name}.`);
    const memoryMb = deployment.memory[name];
    if (!memoryMb) throw new Error(`Nobody says how much memory the function ${name} has.`);
    const names = namesIn(this);
    const functionName = names.of(name);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: settings.logRetention,
      removalPolicy: settings.removal,
    });
    // Without a name of its own: those of roles are one for all regions of an account.
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${name} may do`,
    });
    logGroup.grantWrite(this.role);
    for (const statement of statements) this.role.addToPolicy(statement);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture,
      handler: 'index.handler',
      code: Code.fromAsset(bundle.folder, { assetHash: bundle.hash }),
      role: this.role,
      logGroup,
      memorySize: memoryMb,
      timeout: LIMITS.timeout,
      tracing: Tracing.ACTIVE,
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      environment: {
        POWERTOOLS_SERVICE_NAME: context,
        POWERTOOLS_LOG_LEVEL: 'INFO',
        POWERTOOLS_METRICS_NAMESPACE: names.system,
        ...environment,
      },
    });
    watchFunction(this, this.lambda, name);
    acknowledge(this.role, {
      'IAM5[Resource::*]':
        'X-Ray has no resources: xray:PutTraceSegments and xray:PutTelemetryRecords take no other than "*".',
    });
  }
}
