import { ACCOUNT, type Service } from '../../service.ts';

/** Who am I? Any caller may ask, whatever its policies, as on AWS. */
export function stsService(): Service {
  return {
    name: 'sts',
    actions: {
      GetCallerIdentity: {
        permissions: () => [],
        run: ({ principal }) => ({
          Arn: principal.arn,
          UserId: principal.arn.slice(principal.arn.lastIndexOf('/') + 1),
          Account: ACCOUNT,
        }),
      },
    },
    resources: {},
  };
}
