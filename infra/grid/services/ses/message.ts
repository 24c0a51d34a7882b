import { AwsError, type JsonObject } from '../../service.ts';

/** A message as it is sent. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly set: string | undefined;
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** To, Cc and Bcc together (Amazon SES quotas). */
const MOST_RECIPIENTS = 50;

/** What a tag's name and value are made of (API_MessageTag). */
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

/** Members of the request that the grid acts on. */
const ACTED = ['FromEmailAddress', 'Destination', 'Content', 'ConfigurationSetName', 'EmailTags'];

/** The message that `SendEmail` is asked to send. @throws BadRequestException for what SES would not take, and for what the grid does not do. */
export function mailOf(input: JsonObject): Mail {
  const other = Object.keys(input).find((member) => !ACTED.includes(member));
  if (other) throw bad(`The grid sends no mail with ${other}.`);
  const { Destination = {}, Content = {}, EmailTags = [], ConfigurationSetName: set } = input;
  const { Simple, ...others } = Content;
  if (!Simple || Object.keys(others).length > 0) throw bad('The grid sends messages whose content is Simple.');
  const { Subject, Body } = Simple;
  if (Subject?.Data === undefined || (Body?.Text ?? Body?.Html)?.Data === undefined)
    throw bad('A message has a subject and a body.');
  if (/[\r\n]/.test(Subject.Data)) throw bad('A subject is one line.');
  const to: string[] = ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((list) => Destination[list] ?? []);
  if (to.length === 0) throw bad("Missing required header 'To'.");
  if (to.length > MOST_RECIPIENTS) throw bad(`Recipient count exceeds ${MOST_RECIPIENTS}.`);
  if (!input.FromEmailAddress) throw bad("Missing required header 'From'.");
  for (const address of [input.FromEmailAddress, ...to]) checkAddress(address);
  for (const { Name, Value } of EmailTags) {
    if (!TAG.test(Name))
      throw bad(`Invalid tag name <${Name}>: only alphanumeric ASCII characters, '_' and '-' are allowed.`);
    if (!TAG.test(Value))
      throw bad(`Invalid tag value <${Value}>: only alphanumeric ASCII characters, '_' and '-' are allowed.`);
  }
  const tags = Object.fromEntries(EmailTags.map(({ Name, Value }: JsonObject) => [Name, [Value]]));
  const from = addressIn(input.FromEmailAddress);
  return { from, to: to.map(addressIn), subject: Subject.Data, body: (Body.Text ?? Body.Html).Data, set, tags };
}

/** `ana@example.com` of `Ana <ana@example.com>`. */
export function addressIn(text: string): string {
  return /<([^<>]*)>$/.exec(text)?.[1] ?? text;
}

function checkAddress(text: string): void {
  const address = addressIn(text);
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at === -1 || domain === '') throw bad("Missing final '@domain'");
  if (/[\s\p{Cc}]/u.test(local) || local === '') throw bad('Local address contains control or whitespace');
  if (!/^[\p{L}\p{N}.-]+$/u.test(domain)) throw bad('Domain contains illegal character');
  if (/^\.|\.\.|\.$/.test(domain)) throw bad('Domain contains dot-dot');
  // RFC 5321 as of 2008: SES takes only such local parts (API_Destination).
  if (!/^[\x21-\x7e]+$/.test(local)) throw bad('Local address contains characters that are not ASCII');
}

function bad(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}
