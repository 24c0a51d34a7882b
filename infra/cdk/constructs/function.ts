import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Environment } from '#shared/runtime/environment.ts';
import type { Bundle } from '../bundle.ts';
import { LIMITS, type StageSettings } from '../defaults.ts';
import { physicalName } from '../names.ts';

/** What every function of a stack shares. */
export interface Deployment {
  readonly settings: StageSettings;
  readonly bundles: Readonly<Record<string, Bundle>>;
  /** Variables of the token's verification, where some function is called from outside. */
  readonly tokens: Pick<Environment, 'TOKEN_ISSUER' | 'TOKEN_AUDIENCE' | 'TOKEN_KEYS'> | undefined;
}

interface Props {
  readonly name: string;
  readonly context: string;
  readonly deployment: Deployment;
  readonly environment: Partial<Environment>;
  readonly statements: readonly PolicyStatement[];
}

/** A function with a role of its own, a log group with its retention, traces, and alarms for errors and throttles. */
export class AlpesFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, { name, context, deployment, environment, statements }: Props) {
    super(scope, name);
    const { settings, bundles } = deployment;
    const bundle = bundles[name];
    if (!bundle) throw new Error(`There is no bundle for the function ${name}.`);
    const functionName = physicalName(name);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: settings.logRetention,
      removalPolicy: settings.removal,
    });
    this.role = new Role(this, 'Role', {
      roleName: functionName,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${name} may do`,
    });
    logGroup.grantWrite(this.role);
    for (const statement of statements) this.role.addToPolicy(statement);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle.folder, { assetHash: bundle.hash }),
      role: this.role,
      logGroup,
      memorySize: LIMITS.memoryMb,
      timeout: LIMITS.timeout,
      tracing: Tracing.ACTIVE,
      environment: {
        POWERTOOLS_SERVICE_NAME: context,
        POWERTOOLS_LOG_LEVEL: 'INFO',
        NODE_OPTIONS: '--enable-source-maps',
        ...environment,
      },
    });
    this.#alarm('Errors', 'Errores', this.lambda.metricErrors());
    this.#alarm('Throttles', 'Frenadas', this.lambda.metricThrottles());
  }

  #alarm(id: string, what: string, metric: ReturnType<LambdaFunction['metricErrors']>): void {
    new Alarm(this, id, {
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${what} de ${this.node.id}`,
    });
  }
}

/** The ARN of something in this account and region, by name (`table/alpes-event-log`): it makes no export between stacks. */
export function arnOf(scope: Construct, service: string, resource: string): string {
  const [kind, name] = resource.split('/') as [string, string?];
  return Stack.of(scope).formatArn(
    name ? { service, resource: kind, resourceName: name } : { service, resource: kind },
  );
}
