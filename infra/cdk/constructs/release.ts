import type { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import { CfnApplication, CfnDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type CfnAlias, type CfnFunction, type CfnVersion, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { SERVING, SETTINGS_DIGEST } from '../names.ts';
import type { Account } from '../settings/account.ts';
import { acknowledge } from './acknowledge.ts';
import type { AlpesFunction } from './function.ts';
import { namesIn, type StageStack } from './stageStack.ts';

type Shift = NonNullable<Account['shift']>;

/** CodeDeploy's own ways to move an alias. */
const CONFIGURATIONS: Readonly<Record<Shift, string>> = {
  CANARY_10PERCENT_10MINUTES: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
  LINEAR_10PERCENT_EVERY_1MINUTE: 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute',
  AT_ONCE: 'CodeDeployDefault.LambdaAllAtOnce',
};

/**
 * What moves the alias of each of these functions to a new version, and back when the API fails or is slow meanwhile. It stands
 * where the alarms do: CodeDeploy takes none that is not there yet, and functions' own stacks have little room.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html
 */
export function movers(stack: StageStack, shift: Shift, functions: readonly string[]): void {
  const { names } = stack;
  const application = new CfnApplication(stack, 'Application', {
    applicationName: names.system,
    computePlatform: 'Lambda',
  });
  const role = new Role(stack, 'Mover', {
    assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited')],
    description: 'Moves the aliases of functions, and looks at alarms',
  });
  acknowledge(role, {
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]':
      'The policy that AWS keeps for this very role.',
  });
  for (const name of functions)
    new CfnDeploymentGroup(stack, `Move-${name}`, {
      applicationName: application.ref,
      deploymentGroupName: names.of(name),
      serviceRoleArn: role.roleArn,
      deploymentConfigName: CONFIGURATIONS[shift],
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      alarmConfiguration: {
        enabled: shift !== 'AT_ONCE',
        alarms: Object.values(names.apiAlarms).map((alarm) => ({ name: alarm })),
      },
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
    });
}

/**
 * The digest of a stack's parameters. A version has its environment for good, and nothing in a template tells one that the value of a
 * parameter is another: so that the digest is a part of each function, and of its version.
 *
 * @see https://github.com/aws/aws-cdk/issues/25997
 */
export function settingsDigest(stack: Stack): string {
  return new CfnParameter(stack, SETTINGS_DIGEST, {
    type: 'String',
    allowedPattern: '[0-9a-f]{16}',
    description:
      'A digest of the other parameters: with another one, functions get new versions (npm run deploy gives it)',
  }).valueAsString;
}

/**
 * Lets the API call a function by an alias: each change of the function is a version, to which CodeDeploy moves the alias.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
 */
export function serve({ node, lambda }: AlpesFunction, digest: string): void {
  const names = namesIn(lambda);
  (lambda.node.defaultChild as CfnFunction).description = digest;
  const version = lambda.currentVersion;
  (version.node.defaultChild as CfnVersion).description = digest;
  const alias = new Alias(lambda, 'Serving', { aliasName: SERVING, version: version as IVersion });
  (alias.node.defaultChild as CfnAlias).cfnOptions.updatePolicy = {
    codeDeployLambdaAliasUpdate: { applicationName: names.system, deploymentGroupName: names.of(node.id) },
  };
}
