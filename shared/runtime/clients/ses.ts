import { SESv2Client } from '@aws-sdk/client-sesv2';
import { lean, overSignedHttp } from './lean.ts';

let client: SESv2Client | undefined;

/** SES, for mail. One client for the life of an instance, made when it is first asked for. */
export function ses(): SESv2Client {
  client ??= lean(new SESv2Client(overSignedHttp()));
  return client;
}
