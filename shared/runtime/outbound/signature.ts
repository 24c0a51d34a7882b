import { createHmac } from 'node:crypto';

/** A message that is signed: its id, when it is sent (seconds since 1970), and its body. */
export interface Signed {
  readonly id: string;
  readonly at: number;
  readonly body: string;
}

/**
 * The headers of a signed message, as Standard Webhooks has them (https://www.standardwebhooks.com): a signature by each
 * secret, of which one that is right is enough.
 * @param secrets base64 of the bytes, without a prefix.
 */
export function signedHeaders({ id, at, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${at}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' ') };
}
