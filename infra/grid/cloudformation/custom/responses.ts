import { type Action, AwsError, RawAnswer } from '../../service.ts';
import { type CustomAnswer, type CustomRequest, Refused } from './provider.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html: of the body, and of the id. */
const MOST_BYTES = 4_096;
const MOST_ID_BYTES = 1_024;

/** An answer that is waited for. */
export interface Awaited {
  /** Where it is to be put: once. */
  readonly url: string;
  /** Rejects with the provider's reason, or with what is wrong with its answer. */
  readonly answer: Promise<CustomAnswer>;
  /** Ends the wait, if nothing came before. */
  giveUp(reason: Error): void;
}

/** The answers that providers of custom resources put to the URL that came with their request. */
export class Responses {
  readonly #waiting = new Map<string, (body: Buffer) => void>();

  /** @param endpoint the URL of the grid. */
  await(request: CustomRequest, endpoint: string): Awaited {
    const { RequestId: token } = request;
    const { promise, resolve, reject } = Promise.withResolvers<CustomAnswer>();
    // Whoever asked may have been told of a failure otherwise by then.
    promise.catch(() => {});
    this.#waiting.set(token, (body) => {
      try {
        resolve(answerIn(body, request));
      } catch (error) {
        reject(error);
      }
    });
    const giveUp = (reason: Error) => {
      this.#waiting.delete(token);
      reject(reason);
    };
    return { url: `${endpoint}${PATH}${token}`, answer: promise, giveUp };
  }

  /** Takes an answer; who knows the URL may, as with one of S3 that is signed. */
  readonly put: Action = {
    http: `PUT ${PATH}{Token}`,
    permissions: () => [],
    run: ({ input, body }) => {
      const take = this.#waiting.get(input.Token);
      if (!take) throw new AwsError('AccessDeniedException', 'No answer is waited for here.', 403);
      this.#waiting.delete(input.Token);
      take(body);
      return new RawAnswer(200, {}, '');
    },
  };
}

/** What is below `/_aws/` a function's requests by HTTPS find at the grid (`localRequests.cjs`). */
const PATH = '/_aws/custom-resource-responses/';

/** @throws Refused for a failure that the provider tells; an Error for an answer that is none. */
export function answerIn(body: Buffer, request: CustomRequest): CustomAnswer {
  if (body.length > MOST_BYTES) throw new Error('Response object is too long.');
  const { Status, Reason, PhysicalResourceId: id, Data, ...rest } = read(body);
  for (const name of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (rest[name] !== request[name]) throw new Error(`The response's ${name} is not that of the request.`);
  }
  const isId = typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= MOST_ID_BYTES;
  if (Status === 'FAILED') {
    const message = `Received response status [FAILED] from custom resource. Message returned: ${String(Reason)} (RequestId: ${request.RequestId})`;
    throw new Refused(message, isId ? id : undefined);
  }
  if (Status !== 'SUCCESS') throw new Error(`The response's Status is SUCCESS or FAILED, not ${String(Status)}.`);
  if (!isId) throw new Error('Invalid PhysicalResourceId');
  return { id, data: isObject(Data) ? Data : {} };
}

function read(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new Error('The response is not a JSON object.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
