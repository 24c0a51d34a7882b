import type { JsonObject } from '../../../service.ts';
import { refusal } from '../properties.ts';

const SPELLING: Readonly<Record<string, string>> = {
  type: 'Type',
  uri: 'Uri',
  httpMethod: 'IntegrationHttpMethod',
  credentials: 'Credentials',
  passthroughBehavior: 'PassthroughBehavior',
  requestTemplates: 'RequestTemplates',
  requestParameters: 'RequestParameters',
  timeoutInMillis: 'TimeoutInMillis',
  connectionType: 'ConnectionType',
  responseTransferMode: 'ResponseTransferMode',
  cacheNamespace: 'CacheNamespace',
  cacheKeyParameters: 'CacheKeyParameters',
};

/** Puts an `x-amazon-apigateway-integration` into CloudFormation's spelling. */
export function integrationProperties(given: JsonObject | undefined, where: string): JsonObject {
  if (!given) throw refusal(`${where} without x-amazon-apigateway-integration`);
  const properties: JsonObject = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'responses') properties.IntegrationResponses = responses(value);
    else properties[SPELLING[name] ?? name] = name === 'type' ? String(value).toUpperCase() : value;
  }
  if (properties.PassthroughBehavior)
    properties.PassthroughBehavior = String(properties.PassthroughBehavior).toUpperCase();
  return properties;
}

/** Responses by selection pattern; `default` has none. */
function responses(given: Record<string, JsonObject>): JsonObject[] {
  return Object.entries(given).map(([pattern, { statusCode, responseParameters, responseTemplates, ...rest }]) => {
    const [other] = Object.keys(rest);
    if (other !== undefined) throw refusal(`responses.${other} in x-amazon-apigateway-integration`);
    return {
      StatusCode: statusCode,
      ...(pattern !== 'default' && { SelectionPattern: pattern }),
      ...(responseParameters && { ResponseParameters: responseParameters }),
      ...(responseTemplates && { ResponseTemplates: responseTemplates }),
    };
  });
}
