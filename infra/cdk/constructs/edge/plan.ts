import { ApiKey, type IRestApi, Period, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import type { Meters } from '#shared/runtime/environment.ts';
import type { Names } from '../../names.ts';
import type { Account } from '../../settings/account.ts';
import { namesIn } from '../stageStack.ts';

type Plan = NonNullable<Account['plan']>;

/**
 * The key by which each customer's requests are counted, and that of everybody else. None is a secret, and nobody sends it:
 * the authorizer says whose a request is. A key has 20 characters at least.
 */
export function metersOf(names: Names, { customers }: Plan): Meters {
  return { prefix: names.of('cliente-del-plan-'), customers, others: names.of('todos-los-demas') };
}

/**
 * Counts requests by whose they are. The customers of the plan have each its rate and its quota; for everybody else, whom
 * API Gateway lets in by a key of some plan only, the API's own limits are all there is.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
export function metered(scope: Construct, api: RestApi, plan: Plan): void {
  const names = namesIn(scope);
  const { prefix, others } = metersOf(names, plan);
  const apiStages = [{ api: api as IRestApi, stage: api.deploymentStage }];
  const key = (value: string) => new ApiKey(scope, `Key-${names.short(value)}`, { apiKeyName: value, value });
  const { perSecond: rateLimit, burst: burstLimit, quota } = plan;
  const limited = api.addUsagePlan('Plan', {
    name: names.of('plan'),
    apiStages,
    throttle: { rateLimit, burstLimit },
    ...(quota && { quota: { limit: quota.requests, period: Period[quota.per] } }),
  });
  for (const customer of plan.customers) limited.addApiKey(key(prefix + customer));
  api.addUsagePlan('PlanOfOthers', { name: names.of('sin-plan'), apiStages }).addApiKey(key(others));
}
