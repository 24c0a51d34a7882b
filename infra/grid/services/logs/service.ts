import type { Provider } from '../../cloudformation/custom/provider.ts';
import { customResource } from '../../cloudformation/custom/resource.ts';
import { ACCOUNT, type GridContext, REGION, type Service } from '../../service.ts';

/** Log groups by name only: what a function logs is kept in files by the Lambda service. */
export function logsService(grid: GridContext): Service {
  return {
    name: 'logs',
    actions: {},
    resources: {
      'AWS::Logs::LogGroup': {
        acted: ['LogGroupName'],
        inert: {
          KmsKeyId: 'the grid encrypts nothing at rest',
          LogGroupClass: 'all logs are files',
          RetentionInDays: 'logs are kept until the data folder is removed',
          Tags: 'no policy of the grid reads tags',
        },
        ensure({ properties, defaultName }) {
          const name: string = properties.LogGroupName ?? defaultName;
          return { ref: name, attributes: { Arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}:*` } };
        },
        remove() {},
      },
      'Custom::LogRetention': customResource(grid, LOG_RETENTION),
    },
  };
}

const KEPT = 'logs are kept until the data folder is removed';

/** How long a function's log is kept, which CDK's own function says to CloudWatch. */
const LOG_RETENTION: Provider = {
  native: true,
  acted: ['LogGroupName', 'ServiceToken'],
  inert: {
    LogGroupRegion: 'there is one region',
    RemovalPolicy: KEPT,
    RetentionInDays: KEPT,
    SdkRetry: 'nothing is called',
  },
  provide: ({ ResourceProperties: { LogGroupName } }) => ({ id: LogGroupName, data: { LogGroupName } }),
};
