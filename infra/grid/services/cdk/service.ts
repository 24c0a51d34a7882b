import type { Service } from '../../service.ts';

/** What the CDK itself puts into a template. */
export function cdkService(): Service {
  return {
    name: 'cdk',
    actions: {},
    resources: {
      'AWS::CDK::Metadata': {
        acted: [],
        inert: { Analytics: 'tells AWS which constructs an app uses' },
        ensure: ({ defaultName }) => ({ ref: defaultName, attributes: {} }),
        remove() {},
      },
    },
  };
}
