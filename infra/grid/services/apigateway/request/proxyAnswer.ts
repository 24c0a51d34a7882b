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
  return answerIn(
    { ...given, statusCode: given.statusCode ?? 200 },
    { binary, contentType: 'application/json', spell },
  );
}

/** What differs between the kinds of APIs in how they read an answer. */
export interface AnswerRules {
  /** Whether base64 becomes bytes. */
  readonly binary: boolean;
  /** That of an answer which names none. */
  readonly contentType: string;
  /** The name under which a header goes out; `undefined` for one that does not. */
  readonly spell: (name: string) => string | undefined;
}

/** Reads an answer with a status, or gives the reason why it is malformed. */
export function answerIn(given: JsonObject, rules: AnswerRules): Answer | string {
  const status = Number(given.statusCode ?? Number.NaN);
  if (!Number.isInteger(status) || status < 100 || status > 599)
    return `its statusCode is ${JSON.stringify(given.statusCode)}`;
  if ((given.body ?? '') !== String(given.body ?? '')) return 'its body is not a text';
  const headers = headersOf(given, rules);
  if (typeof headers === 'string') return headers;
  const decoded = given.isBase64Encoded === true && rules.binary;
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

function spell(name: string): string | undefined {
  const key = name.toLowerCase();
  if (key === 'transfer-encoding') return undefined;
  return REMAPPED.has(key) ? `x-amzn-Remapped-${name}` : name;
}

/**
 * Both kinds of headers. Of a name that is in both, all values: those of `multiValueHeaders` first, in its spelling, and the
 * other where it is not among them
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
 */
function headersOf(
  given: { headers?: object; multiValueHeaders?: object },
  rules: AnswerRules,
): Answer['headers'] | string {
  const headers = new Map<string, [string, string | string[]]>();
  const set = (name: string, value: string | string[]) => {
    const spelled = rules.spell(name);
    if (spelled !== undefined) headers.set(name.toLowerCase(), [spelled, value]);
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
  if (!headers.has('content-type')) headers.set('content-type', ['Content-Type', rules.contentType]);
  return [...headers.values()];
}
