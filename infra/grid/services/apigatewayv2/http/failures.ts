import type { Answer } from '../../apigateway/request/answer.ts';
import { type FailureType, GatewayFailure } from '../../apigateway/request/failures.ts';

/** The words of HTTP APIs for each status that they answer themselves. */
const MESSAGES = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** A status that an HTTP API answers itself. */
export type HttpFailureStatus = keyof typeof MESSAGES;

/** Thrown to end a request with an answer of the gateway's own. */
export class HttpFailure extends Error {
  readonly status: HttpFailureStatus;
  /** The `www-authenticate` of the answer. */
  readonly challenge: string | undefined;

  constructor(status: HttpFailureStatus, challenge?: string) {
    super(MESSAGES[status]);
    this.status = status;
    this.challenge = challenge;
  }
}

/** What an HTTP API answers where a REST API has these failures; the others are a 500. */
const STATUSES: Partial<Record<FailureType, HttpFailureStatus>> = {
  ACCESS_DENIED: 403,
  // A function that is throttled, or not done in time.
  INTEGRATION_FAILURE: 503,
  INTEGRATION_TIMEOUT: 503,
  REQUEST_TOO_LARGE: 413,
  UNAUTHORIZED: 401,
};

/** An error as an HTTP API words it; `undefined` for one that is a bug of the grid. */
export function httpFailureOf(error: unknown): HttpFailure | undefined {
  if (error instanceof HttpFailure) return error;
  return error instanceof GatewayFailure ? new HttpFailure(STATUSES[error.type] ?? 500) : undefined;
}

/** The answer for a failure. */
export function failureAnswer({ status, message, challenge }: HttpFailure): Answer {
  return {
    status,
    headers: [
      ['content-type', 'application/json'],
      ...(challenge === undefined ? [] : ([['www-authenticate', challenge]] as [string, string][])),
    ],
    body: JSON.stringify({ message }),
  };
}
