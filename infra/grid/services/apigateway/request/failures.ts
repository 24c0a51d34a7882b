/**
 * The answers that API Gateway makes itself, by type: status, message and the name in `x-amzn-ErrorType`.
 * Types and statuses: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const FAILURES = {
  ACCESS_DENIED: [403, 'User is not authorized to access this resource', 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'Internal server error', 'InternalServerErrorException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, null, 'AuthorizerConfigurationException'],
  AUTHORIZER_FAILURE: [500, null, 'AuthorizerFailureException'],
  BAD_REQUEST_BODY: [400, 'Invalid request body', 'BadRequestException'],
  BAD_REQUEST_PARAMETERS: [400, 'Missing required request parameters', 'BadRequestException'],
  EXPIRED_TOKEN: [403, 'The security token included in the request is expired', 'ExpiredTokenException'],
  INTEGRATION_FAILURE: [504, 'Internal server error', 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out', 'InternalServerErrorException'],
  INVALID_API_KEY: [403, 'Forbidden', 'ForbiddenException'],
  INVALID_SIGNATURE: [403, 'The request signature we calculated does not match', 'InvalidSignatureException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token', 'MissingAuthenticationTokenException'],
  QUOTA_EXCEEDED: [429, 'Limit Exceeded', 'LimitExceededException'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long', 'RequestTooLargeException'],
  RESOURCE_NOT_FOUND: [404, 'Not Found', 'NotFoundException'],
  THROTTLED: [429, 'Too Many Requests', 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'Unauthorized', 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type', 'UnsupportedMediaTypeException'],
  WAF_FILTERED: [403, 'Forbidden', 'ForbiddenException'],
  /** What has no type of its own falls to the default one: a function's error, a malformed answer of it. */
  DEFAULT_5XX: [502, 'Internal server error', 'InternalServerErrorException'],
} as const satisfies Record<string, readonly [number, string | null, string]>;

/** The type of an answer that API Gateway makes itself. */
export type FailureType = keyof typeof FAILURES;

/** Thrown to end a request with an answer of the gateway's own. */
export class GatewayFailure extends Error {
  readonly type: FailureType;
  readonly status: number;
  /** What `$context.error.message` is; `null` where AWS says nothing. */
  readonly said: string | null;
  readonly validation?: string | undefined;

  constructor(type: FailureType, details: { status?: number; message?: string; validation?: string | undefined } = {}) {
    const [status, message] = FAILURES[type];
    super(details.message ?? message ?? type);
    this.type = type;
    this.status = details.status ?? status;
    this.said = details.message ?? message;
    this.validation = details.validation;
  }
}
