import { AwsError, type JsonObject, type ResourceType } from '../../../service.ts';
import { flagOf, numberOf, onlyKnown } from '../../apigateway/properties.ts';
import { idOf } from '../../apigateway/state.ts';
import type { Registry } from '../registry.ts';
import { type Stage, type Throttling, takePicture } from '../state.ts';

/** What happens when a stage comes, changes or goes. */
export interface StageListener {
  changed(apiId: string, stage: Stage): void;
  removed(apiId: string, stageName: string): void;
}

/** `AWS::ApiGatewayV2::Deployment`. */
export function deploymentType(registry: Registry, listener: StageListener): ResourceType {
  const idFor = (stack: string, logicalId: string) => idOf(`${stack}/${logicalId}`, 6);
  return {
    acted: ['ApiId', 'StageName'],
    inert: { Description: 'Documentation.' },
    ensure({ stack, logicalId, properties: { ApiId, StageName } }) {
      const api = registry.api(ApiId);
      if (api.draft.routes.size === 0)
        throw new AwsError('BadRequestException', 'At least one route is required before deploying the Api.');
      const id = idFor(stack, logicalId);
      takePicture(api, id);
      const stage = StageName && api.stages.get(StageName);
      if (StageName && !stage)
        throw new AwsError('BadRequestException', `Invalid stage identifier specified ${StageName}`);
      if (stage) {
        api.stages.set(StageName, { ...stage, deploymentId: id });
        listener.changed(ApiId, stage);
      }
      return { ref: id, attributes: { DeploymentId: id } };
    },
    remove({ stack, logicalId, properties }) {
      registry.find(properties.ApiId)?.deployments.delete(idFor(stack, logicalId));
    },
  };
}

/** `AWS::ApiGatewayV2::Stage`. */
export function stageType(registry: Registry, listener: StageListener): ResourceType {
  return {
    acted: [
      ...['ApiId', 'StageName', 'AutoDeploy', 'DeploymentId', 'StageVariables', 'DefaultRouteSettings'],
      ...['RouteSettings', 'AccessLogSettings'],
    ],
    inert: { Description: 'Documentation.', Tags: 'They are only for looking up.' },
    ensure({ properties }) {
      const api = registry.api(properties.ApiId);
      const { DeploymentId } = properties;
      if (DeploymentId !== undefined && !api.deployments.has(DeploymentId))
        throw new AwsError('BadRequestException', `Deployment id ${DeploymentId} does not exist`);
      const stage = stageOf(properties);
      api.stages.set(stage.name, stage);
      listener.changed(api.id, stage);
      return { ref: stage.name, attributes: {} };
    },
    remove({ properties: { ApiId, StageName } }) {
      registry.find(ApiId)?.stages.delete(StageName);
      listener.removed(ApiId, StageName);
    },
  };
}

function stageOf(properties: JsonObject): Stage {
  const { StageName, DeploymentId, StageVariables = {}, AccessLogSettings: log } = properties;
  if (!/^(?:[\w-]{1,128}|\$default)$/.test(StageName))
    throw new AwsError('BadRequestException', 'Stage name only allows a-zA-Z0-9_-');
  const throttling: Record<string, Throttling> = {};
  const settings = { ...properties.RouteSettings, '*': properties.DefaultRouteSettings ?? {} };
  for (const [key, setting] of Object.entries<JsonObject>(settings)) {
    const limit = throttlingOf(setting);
    if (limit) throttling[key] = limit;
  }
  return {
    name: StageName,
    automatic: flagOf(properties.AutoDeploy),
    ...(DeploymentId !== undefined && { deploymentId: String(DeploymentId) }),
    variables: StageVariables,
    throttling,
    ...(log?.DestinationArn &&
      log.Format && { accessLog: { group: String(log.DestinationArn), format: String(log.Format) } }),
  };
}

function throttlingOf(setting: JsonObject): Throttling | undefined {
  onlyKnown('RouteSettings', setting, {
    acted: ['ThrottlingRateLimit', 'ThrottlingBurstLimit'],
    // Execution logs and metrics are CloudWatch's.
    inert: ['LoggingLevel', 'DataTraceEnabled', 'DetailedMetricsEnabled'],
  });
  if (setting.ThrottlingRateLimit === undefined && setting.ThrottlingBurstLimit === undefined) return undefined;
  // The account's own limits, which hold where a setting gives only one of the two.
  return {
    ratePerSecond: numberOf(setting.ThrottlingRateLimit, 10_000),
    burst: numberOf(setting.ThrottlingBurstLimit, 5_000),
  };
}
