import type { JsonObject } from '../../../service.ts';
import type { Mock, MockResponse } from '../compile/mock.ts';
import type { Answer } from './answer.ts';
import { mappedValue, templateScope } from './context.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';

/** Answers from templates alone: the request's template gives a status, which chooses the response. */
export function mockAnswer(exchange: Exchange, mock: Mock): Answer {
  const scope = templateScope(exchange);
  const status = statusOf(requestText(exchange, mock, scope));
  const response = status === undefined ? undefined : responseFor(mock, status);
  if (!response) throw new GatewayFailure('API_CONFIGURATION_ERROR');
  const accept = exchange.headers.lower.accept?.split(/[;,]/, 1)[0]?.trim().toLowerCase();
  const type = accept !== undefined && response.templates.has(accept) ? accept : 'application/json';
  const template = response.templates.get(type) ?? [...response.templates.values()][0];
  const body = template ? template(scope) : '';
  const headers = new Map<string, [string, string]>([['content-type', ['Content-Type', type]]]);
  for (const [name, source] of [...response.headers, ...overrides(scope)]) {
    const value = mappedValue(exchange, source);
    if (value !== undefined) headers.set(name.toLowerCase(), [name, value]);
  }
  return { status: overriddenStatus(scope) ?? response.statusCode, headers: [...headers.values()], body };
}

function requestText(exchange: Exchange, mock: Mock, scope: Record<string, unknown>): string {
  const type = exchange.headers.lower['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? 'application/json';
  const template = mock.requestTemplates.get(type);
  if (template) return template(scope);
  const refused =
    mock.passthrough === 'NEVER' || (mock.passthrough === 'WHEN_NO_TEMPLATES' && mock.requestTemplates.size > 0);
  if (refused) throw new GatewayFailure('UNSUPPORTED_MEDIA_TYPE');
  return exchange.body.toString();
}

/** API Gateway reads the template's result leniently: CDK writes `{ statusCode: 200 }`, which is not JSON. */
function statusOf(text: string): number | undefined {
  const found = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function responseFor(mock: Mock, status: number): MockResponse | undefined {
  return (
    mock.responses.find(({ pattern }) => pattern?.test(String(status))) ??
    mock.responses.find(({ pattern }) => !pattern)
  );
}

/** What a template set under `$context.responseOverride.header`. */
function overrides(scope: JsonObject): [string, string][] {
  return Object.entries(scope.context.responseOverride?.header ?? {}).map(([name, value]) => [
    name,
    `'${String(value)}'`,
  ]);
}

function overriddenStatus(scope: JsonObject): number | undefined {
  const status = scope.context.responseOverride?.status;
  return status === undefined ? undefined : Number(status);
}
