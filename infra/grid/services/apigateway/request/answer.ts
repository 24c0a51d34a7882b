import type { CompiledResponse } from '../compile/stage.ts';
import { compileTemplate, type Template } from '../template/template.ts';
import { mappedValue, templateScope } from './context.ts';
import type { Exchange } from './exchange.ts';
import { FAILURES, type GatewayFailure } from './failures.ts';

/** An answer on its way to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: [string, string | string[]][];
  readonly body: string | Buffer;
}

const BUILT_IN = compileTemplate('{"message":$context.error.messageString}');
/** The one answer of AWS that spells its member with a capital. */
const BUILT_IN_DENIED = compileTemplate('{"Message":$context.error.messageString}');

/** The answer for a failure: the API's gateway response for its type, or the default one, or the built-in one. */
export function failureAnswer(exchange: Exchange, failure: GatewayFailure): Answer {
  exchange.failure = failure;
  const { gatewayResponses } = exchange.stage;
  const general = failure.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const response = gatewayResponses.get(failure.type) ?? gatewayResponses.get(general);
  const [type, template] = chosen(response, exchange.headers.lower.accept) ?? [
    'application/json',
    failure.type === 'ACCESS_DENIED' ? BUILT_IN_DENIED : BUILT_IN,
  ];
  const status = response?.statusCode ?? failure.status;
  const headers: Answer['headers'] = [['x-amzn-ErrorType', FAILURES[failure.type][2]]];
  let contentType = type;
  for (const [name, source] of response?.headers ?? []) {
    const value = mappedValue(exchange, source);
    if (value === undefined) continue;
    if (name.toLowerCase() === 'content-type') contentType = value;
    else headers.push([name, value]);
  }
  headers.push(['Content-Type', contentType]);
  return { status, headers, body: template(templateScope(exchange, { status }), '') };
}

/** The template whose content type the client accepts by name, or the one for JSON, or the first. */
function chosen(response: CompiledResponse | undefined, accept: string | undefined): [string, Template] | undefined {
  const templates = response?.templates;
  if (!templates || templates.size === 0) return undefined;
  for (const asked of accept?.split(',') ?? []) {
    const type = asked.split(';', 1)[0]?.trim() ?? '';
    const template = templates.get(type);
    if (template) return [type, template];
  }
  const json = templates.get('application/json');
  return json ? ['application/json', json] : [...templates][0];
}
