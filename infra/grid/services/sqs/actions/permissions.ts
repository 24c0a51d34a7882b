import { ACCOUNT, type Action, AwsError } from '../../../service.ts';
import type { Broker } from '../broker.ts';
import { invalid } from '../faults.ts';
import type { Queue } from '../registry.ts';
import { onQueue } from './action.ts';
import { applyPolicy } from './queues.ts';

interface Policy {
  Version: string;
  Id?: string;
  Statement: { Sid?: string; [member: string]: unknown }[];
}

/** `AddPermission`: a statement in the queue's policy. */
export function addPermission(broker: Broker): Action {
  return onQueue(broker, 'AddPermission', async (queue, { Label, AWSAccountIds = [ACCOUNT], Actions = [] }) => {
    const policy = policyOf(queue);
    if (policy.Statement.some(({ Sid }) => Sid === Label)) {
      throw invalid(`Value ${Label} for parameter Label is invalid. Reason: Already exists.`);
    }
    policy.Statement.push({
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: AWSAccountIds.map((id: string) => `arn:aws:iam::${id}:root`) },
      Action: Actions.map((action: string) => `SQS:${action}`),
      Resource: queue.arn,
    });
    return keep(broker, queue, policy);
  });
}

/** `RemovePermission`. */
export function removePermission(broker: Broker): Action {
  return onQueue(broker, 'RemovePermission', async (queue, { Label }) => {
    const policy = policyOf(queue);
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== Label);
    if (Statement.length === policy.Statement.length) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${Label} for parameter Label is invalid. Reason: can't find label on existing policy.`,
      );
    }
    return keep(broker, queue, { ...policy, Statement });
  });
}

function policyOf({ attributes, arn }: Queue): Policy {
  return attributes.Policy
    ? JSON.parse(attributes.Policy)
    : { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] };
}

async function keep(broker: Broker, queue: Queue, policy: Policy): Promise<Record<string, never>> {
  const attributes = { ...queue.attributes, Policy: JSON.stringify(policy) };
  if (policy.Statement.length === 0) delete (attributes as { Policy?: string }).Policy;
  applyPolicy(broker, await broker.queues.change(queue, { attributes }));
  return {};
}
