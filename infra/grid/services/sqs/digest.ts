import { hash } from 'node:crypto';

/** A message attribute as the API has it: binary in base64. */
interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** Attributes by name. */
export type MessageAttributes = Record<string, MessageAttribute>;

const STRING = Buffer.from([1]);
const BINARY = Buffer.from([2]);

/** MD5 in hexadecimal. */
export function md5(text: string): string {
  return hash('md5', text);
}

/**
 * The digest of attributes that SDKs check: by name, each as length and bytes of name, type and value.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).sort();
  if (!attributes || names.length === 0) return undefined;
  const parts: Buffer[] = [];
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    parts.push(...counted(Buffer.from(name)), ...counted(Buffer.from(attribute.DataType)));
    if (attribute.BinaryValue === undefined) parts.push(STRING, ...counted(Buffer.from(attribute.StringValue ?? '')));
    else parts.push(BINARY, ...counted(Buffer.from(attribute.BinaryValue, 'base64')));
  }
  return hash('md5', Buffer.concat(parts));
}

/** The bytes that count against the size of a message: body, and names, types and values of attributes. */
export function sizeOf(body: string, attributes: MessageAttributes | undefined): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue ?? '');
    size += Buffer.byteLength(BinaryValue ?? '', 'base64');
  }
  return size;
}

function counted(bytes: Buffer): [Buffer, Buffer] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
