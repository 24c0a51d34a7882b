import { crc32 } from 'node:zlib';
import { AwsError, RawAnswer } from '../service.ts';
import type { Incoming, Protocol, Recognised } from './recognise.ts';
import { escapeXml, toXml } from './xml.ts';

/** What an answer depends on. */
export interface Exchange {
  readonly protocol: Protocol;
  readonly request: Incoming;
  readonly requestId: string;
  /** `undefined` when the request asked for nothing that the grid knows. */
  readonly recognised: Recognised | undefined;
}

/** Namespaces that the JSON protocols put before an error's name. */
const ERROR_NAMESPACES: Record<string, string> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#',
  sqs: 'com.amazonaws.sqs#',
};

/** Errors of SQS's JSON protocol that have another name in its query protocol, by which SDKs still show them. */
const SQS_QUERY_TYPES: Record<string, string> = {
  InvalidParameterValue: 'InvalidParameterValueException',
  MissingParameter: 'MissingRequiredParameterException',
};

/** What the query protocol of SQS puts before some of its codes (the error traits of the API's model). */
const SQS_PREFIX = 'AWS.SimpleQueueService.';
const SQS_PREFIXED = [
  'BatchEntryIdsNotDistinct',
  'BatchRequestTooLong',
  'EmptyBatchRequest',
  'InvalidBatchEntryId',
  'MessageNotInflight',
  'PurgeQueueInProgress',
  'QueueDeletedRecently',
  'TooManyEntriesInBatchRequest',
  'UnsupportedOperation',
];

/** Codes that SQS had in its query protocol; SDKs still show them, by the header `x-amzn-query-error`. */
const SQS_QUERY_CODES: Record<string, string> = {
  ...Object.fromEntries(SQS_PREFIXED.map((code) => [code, `${SQS_PREFIX}${code}`])),
  QueueDoesNotExist: `${SQS_PREFIX}NonExistentQueue`,
  QueueNameExists: 'QueueAlreadyExists',
};

/** What REST services and those of the query protocol answer with 403, where the JSON protocols have 400. */
const FORBIDDEN = new Set(['AccessDeniedException', 'ExpiredTokenException']);

/** A successful answer. */
export function answer(exchange: Exchange, output: unknown): RawAnswer {
  if (output instanceof RawAnswer) return output;
  const { protocol, recognised, requestId } = exchange;
  if (protocol === 'query') {
    const name = recognised?.name ?? '';
    const result = toXml(`${name}Result`, output ?? {});
    return xml(200, `<${name}Response>${result}${metadata(requestId)}</${name}Response>`);
  }
  return json(200, exchange, output ?? {});
}

/** An error in the exchange's protocol. What is not an `AwsError` is a bug of the grid. */
export function errorAnswer(exchange: Exchange, error: unknown): RawAnswer {
  const { protocol, recognised, requestId, request } = exchange;
  const service = recognised?.service.name ?? '';
  const failure = error instanceof AwsError ? error : internalFailure(error);
  if (protocol === 'query') {
    const { code, status } = queryError(service, failure);
    const type = status < 500 ? 'Sender' : 'Receiver';
    const detail = `<Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(failure.message)}</Message>`;
    return xml(status, `<ErrorResponse><Error>${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`);
  }
  if (protocol === 'rest') {
    const status = FORBIDDEN.has(failure.code) ? 403 : failure.status;
    const body = { Type: status < 500 ? 'User' : 'Service', message: failure.message, ...failure.members };
    return json(status, exchange, body, { 'x-amzn-errortype': failure.code });
  }
  const type = service === 'sqs' ? (SQS_QUERY_TYPES[failure.code] ?? failure.code) : failure.code;
  const __type = `${ERROR_NAMESPACES[service] ?? ''}${type}`;
  const headers: Record<string, string> = {};
  if (request.headers['x-amzn-query-mode'] === 'true') {
    headers['x-amzn-query-error'] = `${SQS_QUERY_CODES[failure.code] ?? failure.code};Sender`;
  }
  return json(failure.status, exchange, { __type, message: failure.message, ...failure.members }, headers);
}

function internalFailure(error: unknown): AwsError {
  const message = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', `The grid failed: ${message}`, 500);
}

/** The query protocol's services have names of their own for a refusal by IAM. */
function queryError(service: string, { code, status }: AwsError): { code: string; status: number } {
  if (!FORBIDDEN.has(code)) return { code, status };
  if (code === 'ExpiredTokenException') return { code: 'ExpiredToken', status: 403 };
  return { code: service === 'sns' ? 'AuthorizationError' : 'AccessDenied', status: 403 };
}

function json(status: number, exchange: Exchange, body: unknown, headers: Record<string, string> = {}): RawAnswer {
  const { protocol, request, recognised } = exchange;
  const text = JSON.stringify(body);
  const asked = request.headers['content-type'];
  if (protocol === 'rest') headers['content-type'] = 'application/json';
  else headers['content-type'] = asked?.startsWith('application/x-amz-json-') ? asked : 'application/x-amz-json-1.0';
  if (recognised?.service.name === 'dynamodb') headers['x-amz-crc32'] = String(crc32(text));
  return new RawAnswer(status, headers, text);
}

function xml(status: number, body: string): RawAnswer {
  return new RawAnswer(status, { 'content-type': 'text/xml' }, `<?xml version="1.0"?>\n${body}`);
}

function metadata(requestId: string): string {
  return `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
}
