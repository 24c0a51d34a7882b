import { timingSafeEqual } from 'node:crypto';
import { type Access, AwsError, type Principal } from '../../../service.ts';
import { accessDenied } from '../faults.ts';
import { type Signature, signatureOf } from './canonical.ts';
import type { S3Request } from './request.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SKEW_MS = 15 * 60_000;
/** A week: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const LONGEST_S = 604_800;

/**
 * Verifies the signature, in a header or in the URL, of a key that the grid gave out. The secret of any other is known to
 * its owner alone: what it signs is held to its dates and headers. A date may be right by the grid's clock or by the
 * machine's, by which clients outside of the grid sign; a URL ends by the grid's.
 * @param now the grid's, in milliseconds since 1970.
 * @throws SignatureDoesNotMatch, RequestTimeTooSkewed, AccessDenied (of a URL that is over), ExpiredTokenException.
 */
export function authenticate(request: S3Request, access: Access, now: number): Principal | undefined {
  const signed = signatureIn(request);
  if (!signed) return undefined;
  const { sourceIp } = request;
  if (request.query.has('X-Amz-Signature')) checkExpiry(request.query, signed, now);
  else if (!isNear(signed.date, now) && !isNear(signed.date, Date.now())) {
    const members = { RequestTime: signed.date, ServerTime: new Date(now).toISOString() };
    const message = 'The difference between the request time and the current time is too large.';
    throw new AwsError('RequestTimeTooSkewed', message, 403, members);
  }
  checkHeaders(request, signed);
  const secret = access.secretOf(signed.accessKeyId);
  if (secret !== undefined && !isEqual(signatureOf(request, signed, secret), signed.signature)) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    throw new AwsError('SignatureDoesNotMatch', message, 403, { AWSAccessKeyId: signed.accessKeyId });
  }
  const principal = access.principalOf(signed.accessKeyId);
  return sourceIp === undefined ? principal : { ...principal, sourceIp };
}

function signatureIn({ headers, query }: S3Request): Signature | undefined {
  if (query.has('Signature') || headers.authorization?.startsWith('AWS ')) throw unsupported();
  const payload = [headers['x-amz-content-sha256']].flat()[0];
  if (headers.authorization !== undefined) {
    const [algorithm, ...rest] = headers.authorization.split(' ');
    if (algorithm !== ALGORITHM) throw unsupported();
    const fields = new Map(
      rest
        .join('')
        .split(',')
        .map((field) => field.split('=', 2) as [string, string]),
    );
    const date = [headers['x-amz-date']].flat()[0];
    return signatureFrom({ get: (name) => fields.get(name) }, { date, payload });
  }
  if (!query.has('X-Amz-Signature')) return undefined;
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) throw unsupported();
  const named = { get: (name: string) => query.get(`X-Amz-${name}`) ?? undefined };
  return signatureFrom(named, { date: named.get('Date'), payload: payload ?? 'UNSIGNED-PAYLOAD' });
}

function signatureFrom(
  fields: { get(name: string): string | undefined },
  { date, payload }: { date: string | undefined; payload: string | undefined },
): Signature {
  const [accessKeyId = '', ...scope] = (fields.get('Credential') ?? '').split('/');
  const signedHeaders = (fields.get('SignedHeaders') ?? '').split(';');
  const signature = fields.get('Signature');
  const isWhole = accessKeyId && scope.length === 4 && date !== undefined && momentOf(date) !== undefined;
  if (!isWhole || signature === undefined || payload === undefined || !date.startsWith(scope[0] ?? '')) {
    throw new AwsError('AuthorizationHeaderMalformed', 'The authorization that you provided is malformed.');
  }
  return { accessKeyId, scope: scope.join('/'), date, signedHeaders, signature, payload };
}

/** What S3 acts on must be signed, so that nobody can add to what the signer meant. */
function checkHeaders({ headers }: S3Request, { signedHeaders }: Signature): void {
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (!signedHeaders.includes('host')) unsigned.push('host');
  if (unsigned.length > 0) {
    const message = 'There were headers present in the request which were not signed';
    throw accessDenied(message, { HeadersNotSigned: unsigned.join(', ') });
  }
  const missing = signedHeaders.find((name) => headers[name] === undefined);
  if (missing !== undefined) {
    const message = `The header "${missing}" was signed, and the request does not have it.`;
    throw new AwsError('SignatureDoesNotMatch', message, 403);
  }
}

function checkExpiry(query: URLSearchParams, { date }: Signature, now: number): void {
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (!(Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_S)) {
    const message = `X-Amz-Expires must be a whole number of seconds from 1 to ${LONGEST_S}`;
    throw new AwsError('AuthorizationQueryParametersError', message);
  }
  const from = momentOf(date) ?? 0;
  const until = from + seconds * 1000;
  if (from - SKEW_MS > Math.max(now, Date.now())) throw accessDenied('Request is not valid yet');
  if (now > until) {
    const times = { Expires: new Date(until).toISOString(), ServerTime: new Date(now).toISOString() };
    throw accessDenied('Request has expired', { 'X-Amz-Expires': String(seconds), ...times });
  }
}

function isNear(date: string, now: number): boolean {
  return Math.abs((momentOf(date) ?? 0) - now) <= SKEW_MS;
}

/** `20261124T120000Z` in milliseconds since 1970. */
function momentOf(date: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number) as [number, ...number[]];
  return Date.UTC(year as number, (month as number) - 1, day, hour, minute, second);
}

function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function unsupported(): AwsError {
  const message = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
  return new AwsError('InvalidRequest', message);
}
