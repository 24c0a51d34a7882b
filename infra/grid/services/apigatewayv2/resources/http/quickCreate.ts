import { AwsError, type JsonObject } from '../../../../service.ts';
import { idOf } from '../../../apigateway/state.ts';
import type { HttpApi, Stage } from '../../state.ts';
import type { StageListener } from '../stage.ts';
import { httpIntegrationOf } from './integration.ts';
import { httpRouteOf } from './route.ts';

/**
 * Gives an API with a `Target` a catch-all route to it, and the stage `$default`, which deploys by itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html
 */
export function quickCreate(api: HttpApi, properties: JsonObject, listener: StageListener): void {
  const { Target: target, RouteKey = '$default', CredentialsArn } = properties;
  const id = idOf(`${api.id}/quick create`, 7);
  if (target === undefined) {
    if (properties.RouteKey !== undefined || CredentialsArn !== undefined)
      throw new AwsError('BadRequestException', 'RouteKey and CredentialsArn need a Target');
    // What an earlier template made so goes with it.
    if (!api.draft.routes.delete(id)) return;
    api.draft.integrations.delete(id);
    api.stages.delete('$default');
    listener.removed(api.id, '$default');
    return;
  }
  const toUrl = /^https?:/.test(String(target));
  const integration = httpIntegrationOf(id, {
    IntegrationType: toUrl ? 'HTTP_PROXY' : 'AWS_PROXY',
    IntegrationUri: target,
    ...(toUrl ? { IntegrationMethod: 'ANY' } : { CredentialsArn }),
    PayloadFormatVersion: toUrl ? '1.0' : '2.0',
  });
  api.draft.integrations.set(id, integration);
  api.draft.routes.set(id, httpRouteOf(api, id, { RouteKey, Target: `integrations/${id}` }));
  const stage: Stage = { name: '$default', automatic: true, variables: {}, throttling: {} };
  api.stages.set(stage.name, stage);
  listener.changed(api.id, stage);
}
