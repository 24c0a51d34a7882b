import type { ResourceType, Service } from '../../service.ts';

const AT_ONCE = 'an alias leads to its new version at once, since no alarm of the grid ever fires';

/** What would move aliases bit by bit is accepted, so that the template stays one; aliases move without it, and at once. */
export function codedeployService(): Service {
  return {
    name: 'codedeploy',
    actions: {},
    resources: {
      'AWS::CodeDeploy::Application': {
        ...named('ApplicationName', { Tags: AT_ONCE }, ['ComputePlatform']),
        check({ properties: { ComputePlatform } }) {
          if (ComputePlatform !== 'Lambda') throw new Error('CodeDeploy is there for functions alone (Lambda)');
        },
      },
      'AWS::CodeDeploy::DeploymentGroup': named('DeploymentGroupName', {
        AlarmConfiguration: AT_ONCE,
        ApplicationName: AT_ONCE,
        AutoRollbackConfiguration: AT_ONCE,
        DeploymentConfigName: AT_ONCE,
        DeploymentStyle: AT_ONCE,
        ServiceRoleArn: AT_ONCE,
        Tags: AT_ONCE,
      }),
    },
  };
}

function named(name: string, inert: Record<string, string>, acted: readonly string[] = []): ResourceType {
  return {
    acted: [name, ...acted],
    inert,
    ensure: ({ properties, defaultName }) => ({ ref: properties[name] ?? defaultName, attributes: {} }),
    remove() {},
  };
}
