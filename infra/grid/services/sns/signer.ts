import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GridContext } from '../../service.ts';
import { selfSigned } from './certificate.ts';

/** What a signature is made of: the members of a notification that it covers. */
export interface Signed {
  readonly Message: string;
  readonly MessageId: string;
  readonly Subject?: string | undefined;
  readonly Timestamp: string;
  readonly TopicArn: string;
}

/** The members of a notification that let its receiver verify it. */
export interface SignatureMembers {
  readonly SignatureVersion: '1' | '2';
  readonly Signature: string;
  readonly SigningCertURL: string;
}

const PATH = /^\/SimpleNotificationService-([0-9a-f]{32})\.pem$/;

/**
 * Signs notifications as SNS does, with a key of the grid's own whose certificate the endpoint serves: whoever fetches it
 * from `SigningCertURL` verifies them. A verifier that insists on `https` and a host of AWS refuses the URL all the same.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export class Signer {
  readonly #grid: GridContext;
  #key: { readonly own: KeyObject; readonly id: string } | undefined;

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  load(): void {
    const { store } = this.#grid;
    store.define(
      'CREATE TABLE IF NOT EXISTS sns_signing_key (only INTEGER PRIMARY KEY CHECK (only = 1), key TEXT NOT NULL)',
    );
    const row = store.sql('SELECT key FROM sns_signing_key').get();
    if (row) this.#key = known(createPrivateKey(String(row.key)));
  }

  /** Signs by SHA-1, or by SHA-256 for version 2. Inside a unit of work of the store, which keeps the key from then on. */
  sign(signed: Signed, version: '1' | '2'): SignatureMembers {
    const { own, id } = this.#ownKey();
    const signature = sign(version === '2' ? 'sha256' : 'sha1', Buffer.from(stringToSign(signed)), own);
    return {
      SignatureVersion: version,
      Signature: signature.toString('base64'),
      SigningCertURL: `${this.#grid.endpoint}/SimpleNotificationService-${id}.pem`,
    };
  }

  /** Answers who asks for the certificate; gives `false`, with nothing read, for any other request. */
  handle({ method, url = '' }: IncomingMessage, response: ServerResponse): boolean {
    const id = method === 'GET' ? PATH.exec(url)?.[1] : undefined;
    if (id === undefined || id !== this.#key?.id) return false;
    response.writeHead(200, { 'content-type': 'application/x-pem-file' });
    response.end(selfSigned(this.#key.own, 'sns.grid.invalid'));
    return true;
  }

  /** Made when it is first needed, which takes a moment. A unit that was undone took the row back, so it is looked for. */
  #ownKey(): { readonly own: KeyObject; readonly id: string } {
    const { store } = this.#grid;
    this.#key ??= known(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    if (!store.sql('SELECT 1 FROM sns_signing_key').get()) {
      const text = String(this.#key.own.export({ type: 'pkcs8', format: 'pem' }));
      store.sql('INSERT INTO sns_signing_key VALUES (1, ?)').run(text);
    }
    return this.#key;
  }
}

function known(own: KeyObject): { readonly own: KeyObject; readonly id: string } {
  const publicKey = createPublicKey(own).export({ type: 'spki', format: 'der' });
  return { own, id: createHash('sha256').update(publicKey).digest('hex').slice(0, 32) };
}

/** Names and values on lines of their own, by name; a notification without a subject has no line for it. */
function stringToSign({ Message, MessageId, Subject, Timestamp, TopicArn }: Signed): string {
  const members = { Message, MessageId, ...(Subject !== undefined && { Subject }), Timestamp, TopicArn };
  return Object.entries({ ...members, Type: 'Notification' })
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
}
