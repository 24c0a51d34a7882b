import { AwsError, type JsonObject, type ResourceType } from '../../../service.ts';
import { flagOf, numberOf, onlyKnown, refusal } from '../properties.ts';
import type { Registry } from '../registry.ts';
import { type Api, idOf, pictureOf, type Stage, type Throttling } from '../state.ts';

/** What happens when a stage comes, changes or goes. */
export interface StageListener {
  changed(api: Api, stage: Stage): Promise<void>;
  removed(apiId: string, stageName: string): Promise<void>;
}

/** `AWS::ApiGateway::Deployment`. */
export function deploymentType(registry: Registry, listener: StageListener): ResourceType {
  const idFor = (stack: string, logicalId: string) => idOf(`${stack}/${logicalId}`, 6);
  return {
    acted: ['RestApiId', 'StageName'],
    inert: { Description: 'Documentation.' },
    async ensure({ stack, logicalId, properties }) {
      const api = registry.api(properties.RestApiId);
      if (api.draft.methods.size === 0) {
        throw new AwsError('BadRequestException', "The REST API doesn't contain any methods");
      }
      const id = idFor(stack, logicalId);
      api.deployments.set(id, pictureOf(api.draft));
      if (properties.StageName) api.stages.set(properties.StageName, stageOf({ ...properties, DeploymentId: id }));
      for (const stage of api.stages.values()) if (stage.deploymentId === id) await listener.changed(api, stage);
      return { ref: id, attributes: { DeploymentId: id } };
    },
    remove({ stack, logicalId, properties }) {
      registry.find(properties.RestApiId)?.deployments.delete(idFor(stack, logicalId));
    },
  };
}

/** `AWS::ApiGateway::Stage`. */
export function stageType(registry: Registry, listener: StageListener): ResourceType {
  return {
    acted: [
      'RestApiId',
      'StageName',
      'DeploymentId',
      'Description',
      'Variables',
      'MethodSettings',
      'AccessLogSetting',
      'CacheClusterEnabled',
      'TracingEnabled',
    ],
    inert: {
      DocumentationVersion: 'Documentation.',
      CacheClusterSize: 'A cache cluster is refused.',
      Tags: 'They are only for looking up.',
    },
    check: ({ properties }) => void stageOf(properties),
    async ensure({ properties }) {
      const api = registry.api(properties.RestApiId);
      if (!api.deployments.has(properties.DeploymentId)) {
        throw new AwsError('BadRequestException', 'Deployment id does not exist');
      }
      const stage = stageOf(properties);
      api.stages.set(stage.name, stage);
      await listener.changed(api, stage);
      return { ref: stage.name, attributes: {} };
    },
    async remove({ properties }) {
      registry.find(properties.RestApiId)?.stages.delete(properties.StageName);
      await listener.removed(properties.RestApiId, properties.StageName);
    },
  };
}

function stageOf(properties: JsonObject): Stage {
  if (!/^[\w-]{1,128}$/.test(properties.StageName)) {
    throw new AwsError('BadRequestException', 'Stage name only allows a-zA-Z0-9_-');
  }
  if (flagOf(properties.CacheClusterEnabled)) throw refusal('CacheClusterEnabled');
  const log = properties.AccessLogSetting;
  return {
    name: properties.StageName,
    deploymentId: properties.DeploymentId,
    ...(properties.Description && { description: String(properties.Description) }),
    ...(properties.Variables && { variables: properties.Variables }),
    tracing: flagOf(properties.TracingEnabled),
    throttling: ((properties.MethodSettings ?? []) as JsonObject[]).flatMap(throttlingOf),
    ...(log?.DestinationArn &&
      log.Format && { accessLog: { group: String(log.DestinationArn), format: String(log.Format) } }),
  };
}

function throttlingOf(setting: JsonObject): Throttling[] {
  onlyKnown('MethodSettings', setting, {
    acted: ['HttpMethod', 'ResourcePath', 'ThrottlingRateLimit', 'ThrottlingBurstLimit'],
    // Execution logs and metrics are CloudWatch's; the cache settings act only with a cache cluster, which is refused.
    inert: ['LoggingLevel', 'DataTraceEnabled', 'MetricsEnabled', 'CacheTtlInSeconds', 'CacheDataEncrypted'],
  });
  if (setting.ThrottlingRateLimit === undefined && setting.ThrottlingBurstLimit === undefined) return [];
  // The account's own limits, which hold where a setting gives only one of the two.
  const ratePerSecond = numberOf(setting.ThrottlingRateLimit, 10_000);
  const burst = numberOf(setting.ThrottlingBurstLimit, 5_000);
  // CloudFormation writes `/ordenes/{id}` as `/~1ordenes~1{id}`.
  const path = String(setting.ResourcePath).replace(/^\/~1/, '/').replaceAll('~1', '/');
  return [{ path, verb: setting.HttpMethod, ratePerSecond, burst }];
}
