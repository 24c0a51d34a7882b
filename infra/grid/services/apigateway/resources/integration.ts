import type { JsonObject } from '../../../service.ts';
import { flagOf, functionOf, numberOf, onlyKnown, refusal } from '../properties.ts';
import type { MockIntegration, ProxyIntegration } from '../state.ts';

const DEFAULT_TIMEOUT_MS = 29_000;

/** Reads the `Integration` of a method, in CloudFormation's spelling. */
export function integrationOf(given: JsonObject | undefined): ProxyIntegration | MockIntegration {
  if (!given) throw refusal('a method without Integration');
  if (given.Type === 'AWS_PROXY') return proxyOf(given);
  if (given.Type === 'MOCK') return mockOf(given);
  throw refusal(`Integration.Type ${given.Type}`);
}

function proxyOf(given: JsonObject): ProxyIntegration {
  onlyKnown('Integration', given, {
    acted: [
      'Type',
      'Uri',
      'IntegrationHttpMethod',
      'Credentials',
      'TimeoutInMillis',
      'ConnectionType',
      'ResponseTransferMode',
    ],
    // A proxy integration on AWS maps nothing either; the cache keys act only with a cache cluster, which is refused.
    inert: ['PassthroughBehavior', 'CacheNamespace', 'CacheKeyParameters', 'IntegrationResponses', 'RequestTemplates'],
  });
  if (given.IntegrationHttpMethod !== 'POST')
    throw refusal(`IntegrationHttpMethod ${given.IntegrationHttpMethod} with AWS_PROXY (POST)`);
  onlyBuffered(given);
  return {
    type: 'AWS_PROXY',
    functionArn: functionOf(given.Uri, 'Integration.Uri'),
    ...(given.Credentials && { credentials: String(given.Credentials) }),
    timeoutMs: numberOf(given.TimeoutInMillis, DEFAULT_TIMEOUT_MS),
  };
}

function onlyBuffered(given: JsonObject): void {
  if ((given.ConnectionType ?? 'INTERNET') !== 'INTERNET')
    throw refusal(`Integration.ConnectionType ${given.ConnectionType}`);
  if ((given.ResponseTransferMode ?? 'BUFFERED') !== 'BUFFERED') {
    throw refusal(`Integration.ResponseTransferMode ${given.ResponseTransferMode}`);
  }
}

function mockOf(given: JsonObject): MockIntegration {
  onlyKnown('Integration', given, {
    acted: ['Type', 'PassthroughBehavior', 'RequestTemplates', 'IntegrationResponses'],
    inert: ['IntegrationHttpMethod', 'TimeoutInMillis', 'CacheNamespace', 'CacheKeyParameters'],
  });
  const responses: JsonObject[] = given.IntegrationResponses ?? [];
  return {
    type: 'MOCK',
    requestTemplates: given.RequestTemplates ?? {},
    passthrough: given.PassthroughBehavior ?? 'WHEN_NO_MATCH',
    responses: responses.map(responseOf),
  };
}

function responseOf(given: JsonObject): MockIntegration['responses'][number] {
  onlyKnown('IntegrationResponses', given, {
    acted: ['StatusCode', 'SelectionPattern', 'ResponseParameters', 'ResponseTemplates'],
  });
  const headers: Record<string, string> = {};
  for (const [key, value] of Object.entries(given.ResponseParameters ?? {})) {
    const name = /^method\.response\.header\.(.+)$/.exec(key)?.[1];
    if (!name) throw refusal(`IntegrationResponses.ResponseParameters ${key}`);
    if (!/^'.*'$|^context\.|^stageVariables\./s.test(String(value))) {
      throw refusal(`IntegrationResponses.ResponseParameters ${key}: ${value}`);
    }
    headers[name] = String(value);
  }
  return {
    statusCode: numberOf(given.StatusCode, 200),
    ...(given.SelectionPattern && { selectionPattern: String(given.SelectionPattern) }),
    headers,
    templates: given.ResponseTemplates ?? {},
  };
}

/** Whether a request parameter of a method is required; templates give the flag as text at times. */
export function requiredOnly(parameters: Record<string, unknown>): string[] {
  return Object.entries(parameters).flatMap(([name, required]) => (flagOf(required) ? [name] : []));
}
