/**
 * Quotas, in bytes and milliseconds, of WebSocket APIs:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 * and of HTTP APIs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const LIMITS = {
  connectionsPerSecond: 500,
  frameBytes: 32 * 1024,
  messageBytes: 128 * 1024,
  durationMs: 2 * 3_600_000,
  idleMs: 10 * 60_000,
  integrationMs: { least: 50, most: 29_000 },
  httpIntegrationMs: { least: 50, most: 30_000 },
  httpAuthorizerMs: 10_000,
  httpPayloadBytes: 10 * 1024 * 1024,
  issuerKeysMs: 2 * 3_600_000,
} as const;

/** What may wait for a client that reads slowly; AWS tells no figure for this one. In bytes: eight of the largest messages. */
export const MOST_WAITING = 8 * LIMITS.messageBytes;

/** The messages of one client that are worked on at a time; the next ones wait in its socket. */
export const MOST_AT_WORK = 32;
