import { AwsError, type JsonObject } from '../../../../service.ts';
import { functionOf, numberOf, refusal } from '../../../apigateway/properties.ts';
import { LIMITS } from '../../limits.ts';
import type { HttpIntegration, PayloadFormat } from '../../state.ts';

const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:.+$/;

/** Reads an integration of an HTTP API. @throws AwsError for one that it cannot have here. */
export function httpIntegrationOf(id: string, properties: JsonObject): HttpIntegration {
  const { IntegrationType: type, IntegrationUri: uri, ConnectionType = 'INTERNET', CredentialsArn } = properties;
  if (ConnectionType !== 'INTERNET') throw refusal(`ConnectionType ${ConnectionType}`);
  const timeoutMs = timeoutOf(properties);
  const format = payloadFormat('PayloadFormatVersion', properties.PayloadFormatVersion);
  if (type === 'HTTP_PROXY') {
    const { IntegrationMethod: method } = properties;
    if (format !== '1.0') throw new AwsError('BadRequestException', 'HTTP_PROXY has PayloadFormatVersion 1.0');
    if (!/^https?:\/\/[^/]/.test(String(uri))) throw refusal(`IntegrationUri ${uri} with HTTP_PROXY (a URL)`);
    if (method === undefined) throw new AwsError('BadRequestException', 'HTTP_PROXY needs an IntegrationMethod');
    return { id, type, url: String(uri), method: String(method), timeoutMs };
  }
  if (type !== 'AWS_PROXY') throw refusal(`IntegrationType ${type}`);
  if ((properties.IntegrationMethod ?? 'POST') !== 'POST')
    throw refusal(`IntegrationMethod ${properties.IntegrationMethod} with AWS_PROXY (POST)`);
  return {
    id,
    type,
    functionArn: functionArnOf(uri),
    ...(CredentialsArn && { credentials: String(CredentialsArn) }),
    format,
    timeoutMs,
  };
}

/** The function in a URI, which may be its ARN alone. */
export function functionArnOf(uri: unknown): string {
  return FUNCTION_ARN.test(String(uri)) ? String(uri) : functionOf(uri, 'IntegrationUri');
}

/** Reads the version of a payload format, which CloudFormation demands. `where`: the property's name. */
export function payloadFormat(where: string, given: unknown): PayloadFormat {
  // YAML reads what has no quotation marks as a number.
  const version = typeof given === 'number' ? given.toFixed(1) : given;
  if (version === '1.0' || version === '2.0') return version;
  throw new AwsError('BadRequestException', `${where} must be 1.0 or 2.0 for an HTTP API, not ${given}`);
}

function timeoutOf(properties: JsonObject): number {
  const { least, most } = LIMITS.httpIntegrationMs;
  const timeoutMs = numberOf(properties.TimeoutInMillis, most);
  if (timeoutMs >= least && timeoutMs <= most) return timeoutMs;
  throw new AwsError('BadRequestException', `Timeout should be between ${least} ms and ${most} ms`);
}
