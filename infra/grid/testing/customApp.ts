import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Code, Function as Lambda, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { Trigger } from 'aws-cdk-lib/triggers';

/** What a test changes between two deployments. */
export interface CustomOptions {
  /** Parent of the assembly and of what it is made of. */
  readonly folder: string;
  readonly name: string;
  /** Files of the site, by path. */
  readonly site: Readonly<Record<string, string>>;
  /** What the app's own provider is asked for; it fails while that is `falla`. */
  readonly color: string;
  /** Leaves out the bucket with all that goes into it, and the app's own resource. */
  readonly bare?: boolean;
}

/** The app's own provider: it tells a queue what it was asked, and calls what it makes by the color. */
const ON_EVENT = `
const { SQS } = require('@aws-sdk/client-sqs');
const { prefix } = require('prefix');
exports.handler = async ({ RequestType, PhysicalResourceId, ResourceProperties, OldResourceProperties }) => {
  const { color, grande, tallas } = ResourceProperties;
  const asked = { RequestType, PhysicalResourceId, color, before: OldResourceProperties?.color, grande, tallas };
  await new SQS({}).sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify(asked) });
  if (RequestType !== 'Delete' && color === 'falla') throw new Error('no hay pintura');
  if (RequestType === 'Delete') return;
  return { PhysicalResourceId: prefix + color, Data: { Mezcla: color + '+blanco' }, NoEcho: true };
};`;

const TRIGGERED = `
const { SQS } = require('@aws-sdk/client-sqs');
exports.handler = () => new SQS({}).sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: '"triggered"' });`;

/** An app with the custom resources that the CDK makes for everyday constructs, and one of its own. */
export function synthCustom({ folder, name, site, color, bare = false }: CustomOptions): string {
  const outdir = join(folder, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Custom');
  const queue = new Queue(stack, 'Queue');
  new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
  const layer = new LayerVersion(stack, 'Layer', {
    code: Code.fromAsset(
      write(join(folder, 'layer'), { 'nodejs/node_modules/prefix/index.js': "exports.prefix = 'de-';" }),
    ),
    compatibleRuntimes: [Runtime.NODEJS_24_X],
  });
  layer.addPermission('All', { accountId: '*' });
  const fn = (id: string, code: string) => {
    const made = new Lambda(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline(code),
      layers: [layer],
      environment: { QUEUE: queue.queueUrl },
      logRetention: RetentionDays.ONE_DAY,
    });
    queue.grantSendMessages(made);
    return made;
  };
  const provider = new Provider(stack, 'Provider', { onEventHandler: fn('OnEvent', ON_EVENT) });
  new Trigger(stack, 'Trigger', { handler: fn('Triggered', TRIGGERED) });
  const asked = new AwsCustomResource(stack, 'Asked', {
    onUpdate: {
      service: 'SQS',
      action: 'getQueueAttributes',
      parameters: { QueueUrl: queue.queueUrl, AttributeNames: ['QueueArn'] },
      physicalResourceId: PhysicalResourceId.of('asked'),
    },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [queue.queueArn] }),
  });
  new CfnOutput(stack, 'AskedArn', { value: asked.getResponseField('Attributes.QueueArn') });
  if (!bare) {
    const own = new CustomResource(stack, 'Own', {
      serviceToken: provider.serviceToken,
      resourceType: 'Custom::Color',
      properties: { color, grande: true, tallas: [1, 2] },
    });
    new CfnOutput(stack, 'OwnRef', { value: own.ref });
    new CfnOutput(stack, 'Mezcla', { value: own.getAttString('Mezcla') });
    const bucket = new Bucket(stack, 'Site', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    new BucketDeployment(stack, 'Files', {
      sources: [
        Source.asset(write(join(folder, `${name}-site`), site)),
        Source.jsonData('config.json', { queue: queue.queueUrl }),
      ],
      destinationBucket: bucket as IBucket,
      destinationKeyPrefix: 'web',
      exclude: ['*.md'],
      cacheControl: [CacheControl.noCache()],
    });
    new CfnOutput(stack, 'Bucket', { value: bucket.bucketName });
  }
  app.synth();
  return outdir;
}

function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
