import { AwsError } from '../../service.ts';
import type { Place } from './state.ts';

/** What a nested structure of a template may hold; the grid's core only looks at the top level. */
export interface Known {
  readonly acted: readonly string[];
  /** Members that are accepted although they change nothing here. */
  readonly inert?: readonly string[];
}

/** Throws, naming it, for a member of `value` that would change behaviour and is not acted on. */
export function onlyKnown(where: string, value: Record<string, unknown>, known: Known): void {
  for (const [name, given] of Object.entries(value)) {
    if (known.acted.includes(name) || known.inert?.includes(name) || given === undefined || given === false) continue;
    throw refusal(`${where}.${name}`);
  }
}

/** The error for something that this API Gateway does not do. */
export function refusal(what: string): AwsError {
  return new AwsError('NotImplementedException', `The grid's API Gateway does not support ${what}.`, 501);
}

/** A number that a template may give as text. */
export function numberOf(value: unknown, fallback: number): number {
  return value === undefined || value === null ? fallback : Number(value);
}

/** A boolean that a template may give as text. */
export function flagOf(value: unknown): boolean {
  return value === true || value === 'true';
}

/** The function's ARN in `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<arn>/invocations`. */
export function functionOf(uri: unknown, where: string): string {
  const found = /^arn:aws:apigateway:[^:]*:lambda:path\/(?:\/)?2015-03-31\/functions\/(.+)\/invocations$/.exec(
    String(uri),
  );
  if (!found?.[1]) throw refusal(`${where} ${String(uri)} (only the invocation of a function)`);
  return found[1];
}

/** Reads `method.request.header.Authorization`, `context.…` and `stageVariables.…`. */
export function placeOf(text: string, where: string): Place {
  const found = /^(?:method\.request\.(header|querystring|path)|(context|stageVariables))\.(.+)$/.exec(text.trim());
  const kind = found?.[1] ?? found?.[2];
  if (!kind || !found?.[3]) throw refusal(`${where} ${text}`);
  return { in: kind as Place['in'], name: found[3] };
}
