import { isUtf8 } from 'node:buffer';
import { type Action, AwsError, type JsonObject, type Service } from '../service.ts';
import { readForm } from './form.ts';
import { createPaths } from './paths.ts';

/** How a request and its answer are written. */
export type Protocol = 'json' | 'query' | 'rest';

/** A request as it came. */
export interface Incoming {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Record<string, string | undefined>;
  readonly body: Buffer;
  /** The address that it came from. */
  readonly sourceIp?: string;
}

/** The action that a request asks for. */
export interface Recognised {
  readonly service: Service;
  readonly name: string;
  readonly action: Action;
  /** Reads the input; the body of a forwarded request is never parsed when nobody asks. */
  input(): JsonObject;
}

/** Finds the action of a request, or throws an `AwsError` that names what it asked for. */
export type Recogniser = (request: Incoming, protocol: Protocol) => Recognised;

/** `X-Amz-Target` prefixes of the services that use it. */
const TARGETS: Record<string, string> = {
  AWSEvents: 'events',
  AmazonSQS: 'sqs',
  DynamoDBStreams_20120810: 'dynamodb',
  DynamoDB_20120810: 'dynamodb',
  GraniteServiceVersion20100801: 'monitoring',
  Logs_20140328: 'logs',
  TrentService: 'kms',
};

/** `Version` of the query protocol's APIs. */
const VERSIONS: Record<string, string> = {
  '2010-03-31': 'sns',
  '2010-05-08': 'iam',
  '2010-05-15': 'cloudformation',
  '2011-06-15': 'sts',
  '2012-11-05': 'sqs',
};

/**
 * The protocol, from the headers alone. The SDKs of today (seen with 3.1169) send JSON 1.0 to DynamoDB and SQS,
 * JSON 1.1 to EventBridge, forms to SNS, STS, IAM and CloudFormation, and REST to Lambda and API Gateway.
 */
export function protocolOf(headers: Incoming['headers']): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? 'query' : 'rest';
}

/** A recogniser for the actions of `services`. */
export function createRecogniser(services: readonly Service[]): Recogniser {
  const byName = new Map(services.map((service) => [service.name, service]));
  const byTarget = new Map<string, Omit<Recognised, 'input'>>();
  const paths = createPaths<Omit<Recognised, 'input'>>();
  for (const service of services) {
    const prefixes = Object.keys(TARGETS).filter((prefix) => TARGETS[prefix] === service.name);
    for (const [name, action] of Object.entries(service.actions)) {
      if (action.http) paths.add(action.http, { service, name, action });
      for (const prefix of prefixes) byTarget.set(`${prefix}.${name}`, { service, name, action });
    }
  }

  function json({ headers, body }: Incoming): Recognised {
    const target = headers['x-amz-target'] ?? '';
    const found = byTarget.get(target);
    if (!found) throw unknownAction(target.replace('.', ' '));
    refuseOtherThanUtf8(body);
    return { ...found, input: once(() => readJson(body)) };
  }

  function query({ headers, body }: Incoming): Recognised {
    const text = body.toString();
    const form = new URLSearchParams(text);
    const name = form.get('Action') ?? '';
    const serviceName = VERSIONS[form.get('Version') ?? ''] ?? signingName(headers.authorization) ?? '';
    const service = byName.get(serviceName);
    const action = service && ownAction(service, name);
    if (!service || !action) throw unknownAction(`${serviceName} ${name}`);
    if (serviceName === 'sqs') {
      throw new AwsError('InvalidAction', 'The grid speaks JSON with SQS, not its query protocol of before 2024.');
    }
    return { service, name, action, input: once(() => readForm(text)) };
  }

  function rest({ method, url, headers, body }: Incoming): Recognised {
    const mark = url.indexOf('?');
    const found = paths.find(method, mark === -1 ? url : url.slice(0, mark));
    if (!found) throw unknownAction(`${signingName(headers.authorization) ?? ''} ${method} ${url}`, 404);
    const inBody = headers['content-type']?.includes('json') && body.length > 0;
    if (inBody) refuseOtherThanUtf8(body);
    const input = once(() => ({
      ...(mark === -1 ? {} : Object.fromEntries(new URLSearchParams(url.slice(mark + 1)))),
      ...(inBody ? readJson(body) : {}),
      ...found.parameters,
    }));
    return { ...found.value, input };
  }

  const readers = { json, query, rest };
  return (request, protocol) => readers[protocol](request);
}

/** `AKID` and `dynamodb` of `AWS4-HMAC-SHA256 Credential=AKID/20261124/us-east-1/dynamodb/aws4_request, …`. */
function credential(authorization: string | undefined): string[] | undefined {
  const at = authorization?.indexOf('Credential=') ?? -1;
  if (authorization === undefined || at === -1) return undefined;
  const begin = at + 'Credential='.length;
  const end = authorization.indexOf(',', begin);
  return authorization.slice(begin, end === -1 ? undefined : end).split('/');
}

/** The access key that signed a request. */
export function accessKeyOf(authorization: string | undefined): string | undefined {
  return credential(authorization)?.[0];
}

function signingName(authorization: string | undefined): string | undefined {
  return credential(authorization)?.[3];
}

function ownAction(service: Service, name: string): Action | undefined {
  return Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
}

function unknownAction(asked: string, status = 400): AwsError {
  return new AwsError('UnknownOperationException', `The grid does not know the action "${asked.trim()}".`, status);
}

/** @throws SerializationException for what is not a JSON object. */
function readJson(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  let read: unknown;
  try {
    read = JSON.parse(body.toString());
  } catch (error) {
    throw new AwsError('SerializationException', `The body is not JSON: ${(error as Error).message}`);
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  throw new AwsError('SerializationException', 'The body is not a JSON object.');
}

function refuseOtherThanUtf8(body: Buffer): void {
  if (!isUtf8(body)) throw new AwsError('SerializationException', 'The body is not UTF-8.');
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
