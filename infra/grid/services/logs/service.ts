import { ACCOUNT, REGION, type Service } from '../../service.ts';

/** Log groups by name only: what a function logs is kept in files by the Lambda service. */
export function logsService(): Service {
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
    },
  };
}
