import { rmSync } from 'node:fs';
import { ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';
const topic = (TopicName: string, more: object = {}) => ({
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName, ...more },
});
const subscription = (to: object) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'T' }, Protocol: 'sqs', Endpoint: `${ARN}one`, ...to },
});
const inline = (...endpoints: string[]) => ({
  T: topic('t', { Subscription: endpoints.map((name) => ({ Protocol: 'sqs', Endpoint: `${ARN}${name}` })) }),
});
const BEFORE = { T: topic('t'), U: topic('u'), S: subscription({}) };

/** What a template is changed to, and the subscriptions there are then: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
test.each<[string, object, object, string[]]>([
  ['another endpoint', BEFORE, { ...BEFORE, S: subscription({ Endpoint: `${ARN}two` }) }, ['t sqs two']],
  [
    'another protocol',
    BEFORE,
    { ...BEFORE, S: subscription({ Protocol: 'email', Endpoint: 'a@example.com' }) },
    ['t email a@example.com'],
  ],
  ['another topic', BEFORE, { ...BEFORE, S: subscription({ TopicArn: { Ref: 'U' } }) }, ['u sqs one']],
  ['another name of its topic', BEFORE, { ...BEFORE, T: topic('renamed') }, ['renamed sqs one']],
  ['raw delivery', BEFORE, { ...BEFORE, S: subscription({ RawMessageDelivery: true }) }, ['t sqs one']],
  ['another logical id', BEFORE, { T: topic('t'), U: topic('u'), Other: subscription({}) }, ['t sqs one']],
  ['none', BEFORE, { T: topic('t'), U: topic('u') }, []],
  ['another inline endpoint', inline('one', 'two'), inline('one', 'three'), ['t sqs one', 't sqs three']],
  ['no inline subscription', inline('one'), { T: topic('t') }, []],
])('a template that changes to %s leaves the subscriptions that it has', async (_to, before, after, there) => {
  const [first, second] = [writeAssembly({ Resources: before }), writeAssembly({ Resources: after })];
  const grid = await startGrid({ assembly: first });
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'x' };
  const client = new SNSClient({ endpoint: grid.endpoint, region: 'us-east-1', credentials });
  await grid.update(second);
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsCommand({}));
  const last = (arn = '') => arn.split(':').at(-1);
  const seen = Subscriptions.map(({ TopicArn, Protocol, Endpoint }) => [last(TopicArn), Protocol, last(Endpoint)]);
  expect(seen.map((words) => words.join(' ')).sort()).toStrictEqual(there);
  client.destroy();
  await grid.stop();
  for (const folder of [first, second]) rmSync(folder, { recursive: true });
});
