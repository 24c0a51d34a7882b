import { decode } from '../../apigateway/compile/routes.ts';

/** Which requests a route of an HTTP API is for: `GET /ordenes/{id}`, `ANY /{proxy+}`, or all that no other takes. */
export type RoutePattern = '$default' | PathPattern;

interface PathPattern {
  /** An HTTP method or `ANY`. */
  readonly verb: string;
  /** As it is written: `/ordenes/{id}`. */
  readonly path: string;
  readonly segments: readonly Segment[];
}

/** A part of a path between slashes. A greedy variable takes all that is left, and is the last. */
interface Segment {
  readonly kind: 'literal' | 'variable' | 'greedy';
  /** The text, or the variable's name. */
  readonly name: string;
}

/** A route that takes a request, with the values of its path's variables. */
export interface RouteMatch<R> {
  readonly route: R;
  readonly parameters: Readonly<Record<string, string>>;
}

const KEY = /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (\/.*)$/;
const SEGMENT = /^(?:\{([\w.:-]+)(\+?)\}|([^{}]+))$/;
/** The more specific first. */
const KINDS = ['literal', 'variable', 'greedy'] as const;

/** Reads a route key; gives `undefined` for what is none. */
export function patternOf(key: string): RoutePattern | undefined {
  if (key === '$default') return key;
  const [, verb, path] = KEY.exec(key) ?? [];
  if (!verb || !path) return undefined;
  const segments: Segment[] = [];
  for (const part of partsOf(path)) {
    const [, variable, plus, literal] = SEGMENT.exec(part) ?? [];
    if (segments.at(-1)?.kind === 'greedy') return undefined;
    if (literal !== undefined) segments.push({ kind: 'literal', name: literal });
    else if (variable !== undefined) segments.push({ kind: plus ? 'greedy' : 'variable', name: variable });
    else return undefined;
  }
  return { verb, path, segments };
}

/**
 * The most specific route for a request: one that matches the whole path before one with a greedy variable, and `$default`
 * last; among those, a literal segment before a variable, and the request's own method before `ANY`. A slash at the end is a
 * segment more. Segments are split as they came and compared decoded, which is how functions see them too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function selectRoute<R extends { readonly pattern: RoutePattern }>(
  routes: Iterable<R>,
  verb: string,
  path: string,
): RouteMatch<R> | undefined {
  const parts = partsOf(path).map(decode);
  let best: { readonly route: R; readonly rank: string } | undefined;
  for (const route of routes) {
    const rank = rankOf(route.pattern, verb, parts);
    if (rank !== undefined && (!best || rank < best.rank)) best = { route, rank };
  }
  return best && { route: best.route, parameters: parametersOf(best.route.pattern, parts) };
}

/** How specific a pattern is that takes the request, the more the less it is as a text; `undefined` for one that does not. */
function rankOf(pattern: RoutePattern, verb: string, parts: readonly string[]): string | undefined {
  if (pattern === '$default') return '2';
  if (pattern.verb !== 'ANY' && pattern.verb !== verb) return undefined;
  const { segments } = pattern;
  const greedy = segments.at(-1)?.kind === 'greedy';
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const fits = segments.every(({ kind, name }, at) =>
    kind === 'literal' ? name === parts[at] : kind === 'greedy' || parts[at] !== '',
  );
  if (!fits) return undefined;
  const kinds = segments.map(({ kind }) => KINDS.indexOf(kind)).join('');
  return `${greedy ? 1 : 0}${kinds}${pattern.verb === 'ANY' ? '/ANY' : '/'}`;
}

function parametersOf(pattern: RoutePattern, parts: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  if (pattern === '$default') return parameters;
  for (const [at, { kind, name }] of pattern.segments.entries()) {
    if (kind === 'variable') parameters[name] = parts[at] ?? '';
    if (kind === 'greedy') parameters[name] = parts.slice(at).join('/');
  }
  return parameters;
}

/** The segments of a path; the root has none. */
function partsOf(path: string): string[] {
  return path === '/' ? [] : path.slice(1).split('/');
}
