import type { IncomingHttpHeaders } from 'node:http';
import { wildcard } from '../../../iam/wildcard.ts';
import { emptyAnswer, type S3Answer } from '../answer.ts';
import { accessDenied } from '../faults.ts';
import type { Bucket, CorsRule } from '../storage/buckets.ts';

/** What a page asks before it asks: `Access-Control-Request-*`. */
interface Wish {
  readonly origin: string;
  readonly method: string;
  /** Lower-case names. */
  readonly headers: readonly string[];
}

/**
 * The answer to a preflight request.
 * @throws AccessDenied (AWS's `AccessForbidden`) when no rule of the bucket lets that.
 */
export function preflight(bucket: Bucket | undefined, headers: IncomingHttpHeaders): S3Answer {
  const { origin } = headers;
  const method = headers['access-control-request-method'];
  if (origin === undefined || method === undefined) {
    throw accessDenied('Insufficient information. Origin request header needed.');
  }
  const wanted = (headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const wish = { origin, method, headers: wanted.filter((name) => name !== '') };
  const rule = ruleFor(bucket, wish);
  if (!rule) {
    const enabled = bucket !== undefined && bucket.cors.length > 0;
    throw accessDenied(
      `CORSResponse: ${enabled ? 'This CORS request is not allowed.' : 'CORS is not enabled for this bucket.'}`,
    );
  }
  return emptyAnswer(200, {
    ...answerHeaders(rule, origin),
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(wish.headers.length > 0 && { 'access-control-allow-headers': wish.headers.join(', ') }),
    ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
  });
}

/** What an answer to a page's request says beside; `undefined` when no rule of the bucket lets the page see it. */
export function corsHeaders(bucket: Bucket | undefined, origin: string, method: string) {
  const rule = ruleFor(bucket, { origin, method, headers: [] });
  if (!rule) return undefined;
  const exposed = rule.ExposedHeaders ?? [];
  return {
    ...answerHeaders(rule, origin),
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(exposed.length > 0 && { 'access-control-expose-headers': exposed.join(', ') }),
  };
}

/** The first rule that lets all of it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
function ruleFor(bucket: Bucket | undefined, { origin, method, headers }: Wish): CorsRule | undefined {
  return bucket?.cors.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedOrigins.some((pattern) => wildcard(pattern)(origin)) &&
      AllowedMethods.includes(method) &&
      headers.every((name) => AllowedHeaders.some((pattern) => wildcard(pattern.toLowerCase())(name))),
  );
}

function answerHeaders({ AllowedOrigins }: CorsRule, origin: string): Record<string, string> {
  const anyone = AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': anyone ? '*' : origin,
    ...(!anyone && { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
