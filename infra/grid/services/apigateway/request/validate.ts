import { valueAt } from './context.ts';
import type { Exchange } from './exchange.ts';
import { GatewayFailure } from './failures.ts';

/** Checks required parameters and the body's model, where the method has a validator. Throws the 400. */
export function validate(exchange: Exchange): void {
  const { method } = exchange;
  if (!method) return;
  const missing = method.required.filter((place) => (valueAt(exchange, place) ?? '') === '').map(({ name }) => name);
  if (missing.length > 0) {
    throw new GatewayFailure('BAD_REQUEST_PARAMETERS', {
      message: `Missing required request parameters: [${missing.join(', ')}]`,
    });
  }
  if (!method.bodies) return;
  // A content type that has no model is not validated, as on AWS.
  const type = exchange.headers.lower['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? 'application/json';
  const check = method.bodies.get(type) ?? method.bodies.get('$default');
  if (!check) return;
  const wrong = check(bodyOf(exchange));
  if (wrong !== undefined) throw new GatewayFailure('BAD_REQUEST_BODY', { validation: wrong });
}

function bodyOf(exchange: Exchange): unknown {
  try {
    return JSON.parse(exchange.body.toString());
  } catch {
    throw new GatewayFailure('BAD_REQUEST_BODY');
  }
}
