import type { JsonObject } from '../../../service.ts';
import type { Answer } from './answer.ts';

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Reads what a function answered to a proxy event, or gives the reason why it is malformed: another member than the five,
 * a status that is no number, a header that is no text. All members may be missing; a status is 200 then.
 */
export function proxyAnswer(payload: string, binary: boolean): Answer | string {
  let given: JsonObject | null;
  try {
    given = JSON.parse(payload);
  } catch {
    return 'it is not JSON';
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'it is not an object';
  const unknown = Object.keys(given).find((member) => !MEMBERS.has(member));
  if (unknown) return `it has the member ${unknown}`;
  const status = Number(given.statusCode ?? 200);
  if (!Number.isInteger(status) || status < 100 || status > 599)
    return `its statusCode is ${JSON.stringify(given.statusCode)}`;
  if ((given.body ?? '') !== String(given.body ?? '')) return 'its body is not a text';
  const headers = headersOf(given);
  if (typeof headers === 'string') return headers;
  const decoded = given.isBase64Encoded === true && binary;
  return { status, headers, body: decoded ? Buffer.from(given.body ?? '', 'base64') : (given.body ?? '') };
}

/**
 * Headers that API Gateway makes itself; a function's come out under another name:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const REMAPPED = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'upgrade',
  'user-agent',
  'via',
  'warning',
  'www-authenticate',
]);

/**
 * Both kinds of headers. Of a name that is in both, all values: those of `multiValueHeaders` first, in its spelling, and the
 * other where it is not among them
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
 */
function headersOf(given: { headers?: object; multiValueHeaders?: object }): Answer['headers'] | string {
  const headers = new Map<string, [string, string | string[]]>();
  const set = (name: string, value: string | string[]) => {
    const key = name.toLowerCase();
    if (key === 'transfer-encoding') return;
    headers.set(key, [REMAPPED.has(key) ? `x-amzn-Remapped-${name}` : name, value]);
  };
  for (const [name, value] of Object.entries(given.headers ?? {})) {
    if (value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'boolean') return `its header ${name} is not a text`;
    set(name, String(value));
  }
  for (const [name, values] of Object.entries(given.multiValueHeaders ?? {})) {
    if (values === null) continue;
    if (!Array.isArray(values)) return `its multiValueHeaders ${name} is not a list`;
    const [, also] = headers.get(name.toLowerCase()) ?? [];
    const all = values.map(String);
    set(name, typeof also === 'string' && !all.includes(also) ? [...all, also] : all);
  }
  if (!headers.has('content-type')) headers.set('content-type', ['Content-Type', 'application/json']);
  return [...headers.values()];
}
