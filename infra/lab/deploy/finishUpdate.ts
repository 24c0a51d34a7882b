import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { API_STACK } from '#infra/cdk/names.ts';
import { clientsOf } from '../smoke/clients.ts';
import { wantedIn } from '../smoke/template.ts';
import { cloudformationOf } from './cdk.ts';
import type { Target } from './target.ts';

/** LocalStack takes the service from it, and verifies no signature. */
const CREDENTIAL =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=none';

/**
 * Does through the APIs what LocalStack's CloudFormation (4.13.1, 4.14.0) leaves undone when it updates a stack. It deletes
 * an API's stage together with the deployment that a changed route replaces, so that no route answers any more; and rules
 * keep their patterns and schedules.
 */
export async function finishUpdate(target: Target): Promise<void> {
  await restoreStage(target);
  await updateRules(target);
}

async function restoreStage(target: Target): Promise<void> {
  const asked = new DescribeStackResourcesCommand({ StackName: target.names.of(API_STACK) });
  const { StackResources = [] } = await cloudformationOf(target).send(asked);
  const idOf = (type: string) => StackResources.find(({ ResourceType }) => ResourceType === type)?.PhysicalResourceId;
  const stage = { stageName: idOf('AWS::ApiGateway::Stage'), deploymentId: idOf('AWS::ApiGateway::Deployment') };
  const response = await fetch(`${target.endpoint}/restapis/${idOf('AWS::ApiGateway::RestApi')}/stages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: CREDENTIAL },
    body: JSON.stringify(stage),
  });
  // 409: no route has changed, and the stage is there.
  if (!response.ok && response.status !== 409) {
    throw new Error(`The API's stage could not be made: ${response.status} ${await response.text()}`);
  }
}

async function updateRules({ endpoint, assembly }: Target): Promise<void> {
  const { events } = clientsOf(endpoint);
  for (const { type, name: Name, properties } of wantedIn(assembly)) {
    if (type !== 'AWS::Events::Rule') continue;
    const { EventBusName, EventPattern, ScheduleExpression, State } = properties;
    const when = EventPattern ? { EventPattern: JSON.stringify(EventPattern) } : { ScheduleExpression };
    await events.send(new PutRuleCommand({ Name, EventBusName, State, ...when }));
  }
}
