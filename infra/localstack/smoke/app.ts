/** The CDK app of the smoke test: a hand-made template, deployed as `cdk deploy` deploys ours. */
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';

const { SMOKE_BUNDLE, SMOKE_BUILD = '1', SMOKE_WITHOUT = '' } = process.env;
if (!SMOKE_BUNDLE) throw new Error('SMOKE_BUNDLE must name the folder of the bundled functions');

const stack = new Stack(new App(), 'smoke');
const code = new Asset(stack, 'Code', { path: SMOKE_BUNDLE });
const included = new CfnInclude(stack, 'Template', {
  templateFile: join(import.meta.dirname, 'template.json'),
  parameters: { CodeBucket: code.s3BucketName, CodeKey: code.s3ObjectKey, Runtime: 'nodejs24.x', Build: SMOKE_BUILD },
});
for (const name of SMOKE_WITHOUT.split(',').filter(Boolean)) {
  const unwanted = included.node.findAll().find(({ node }) => node.id === name);
  unwanted?.node.scope?.node.tryRemoveChild(name);
}
