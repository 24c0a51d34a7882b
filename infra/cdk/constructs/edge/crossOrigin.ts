import { Duration } from 'aws-cdk-lib';

/** Of a page of any origin. */
export const TO_ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*' } as const;

/** The headers that callers of the API send, and that a browser sends for a page of another origin only if it may. */
const ASKED_WITH = ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-None-Match', 'X-Correlation-Id'];

/** How long a browser remembers a preflight at most: Chrome's limit, as no other has a longer one but Firefox's. */
const REMEMBERED = Duration.hours(2);

/** What a mock says to pages of other origins. */
export interface Shared {
  /** Headers that it has for all. */
  readonly headers: Readonly<Record<string, string>>;
  /** What its template begins with: the header's value for each further origin. */
  readonly template: string;
}

/**
 * Lets a page of these origins read an answer. A header is a constant, so it names the first of them, to which a browser with another
 * does not listen; what the template finds a request to come from takes its place. (A header's name comes as it was sent.)
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
export function sharedWith([first = '', ...others]: readonly string[]): Shared {
  const sent = (origin: string) =>
    ['Origin', 'origin'].map((name) => `$input.params().header.get("${name}") == "${origin}"`).join(' || ');
  const template = others.map(
    (origin) =>
      `#if(${sent(origin)})#set($context.responseOverride.header.Access-Control-Allow-Origin = "${origin}")#end`,
  );
  return { headers: { 'Access-Control-Allow-Origin': first, Vary: 'Origin' }, template: template.join('') };
}

/** What a preflight is told beside that: with which methods and headers such a page may ask. */
export function preflight(methods: readonly string[]): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Methods': methods.join(','),
    'Access-Control-Allow-Headers': ASKED_WITH.join(','),
    'Access-Control-Max-Age': String(REMEMBERED.toSeconds()),
  };
}
