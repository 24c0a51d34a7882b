import { refusal } from '../apigateway/properties.ts';

/** Gives the route key that a message asks for; `undefined` when it names none, and `$default` is meant. */
export type Selection = (message: string) => string | undefined;

/** Routes that no message can ask for: they belong to the beginning and the end of a connection. */
const EVENTS = new Set(['$connect', '$disconnect']);

/**
 * Reads a route selection expression, `$request.body.action` or `${request.body.action}`, with members below members:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 * @throws AwsError for any other expression.
 */
export function selectionOf(expression: unknown): Selection {
  const found = /^\$(?:request\.body\.([\w.-]+)|\{request\.body\.([\w.-]+)\})$/.exec(String(expression));
  const path = (found?.[1] ?? found?.[2])?.split('.');
  if (!path) throw refusal(`RouteSelectionExpression ${expression}`);
  return (message) => {
    const value = memberOf(message, path);
    const key = typeof value === 'object' || value === undefined ? undefined : String(value);
    return key !== undefined && EVENTS.has(key) ? undefined : key;
  };
}

/** The member at `path` of a JSON text; `undefined` where there is none, and for what is not JSON. */
function memberOf(text: string, path: readonly string[]): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
