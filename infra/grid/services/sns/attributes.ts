import { AwsError } from '../../service.ts';
import { compile } from '../events/pattern/match.ts';
import type { MessageAttributes } from '../sqs/digest.ts';
import { invalid } from './faults.ts';
import type { Attributes } from './registry.ts';

const TOPIC = [
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'FifoTopic',
  'ContentBasedDeduplication',
  'FifoThroughputScope',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
  'MaximumMessageSize',
];
const SUBSCRIPTION = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy', 'DeliveryPolicy'];
const PROTOCOLS = ['sqs', 'lambda', 'http', 'https', 'email', 'email-json', 'sms'];
const NAME = /^[\w-]{1,256}$|^[\w-]{1,251}\.fifo$/;

/** Throws unless a topic may have this name and these attributes. */
export function checkTopic(name: string, attributes: Attributes): void {
  if (!NAME.test(name)) throw invalid('Topic Name');
  for (const attribute of Object.keys(attributes)) {
    if (!TOPIC.includes(attribute)) throw invalid(`AttributeName: the grid's topics have no ${attribute}`);
  }
  if ((attributes.FifoTopic === 'true') !== name.endsWith('.fifo')) {
    throw invalid(
      'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
    );
  }
  const { SignatureVersion = '1' } = attributes;
  if (SignatureVersion !== '1' && SignatureVersion !== '2') throw invalid('SignatureVersion');
  jsonOf('Policy', attributes.Policy);
  jsonOf('DeliveryPolicy', attributes.DeliveryPolicy);
}

/** Whether SNS takes this for a phone number (E.164), with or without what people put between the digits. */
export function isPhone(text: string): boolean {
  return /^\+?[1-9]\d{1,14}$/.test(text.replace(/[-. ()]/g, ''));
}

/** Throws for an attribute of a message without a value, or with one of another type than it says. */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType = '', StringValue, BinaryValue }] of Object.entries(attributes)) {
    const field = DataType.startsWith('Binary') ? 'Binary' : 'String';
    const [value, other] = field === 'Binary' ? [BinaryValue, StringValue] : [StringValue, BinaryValue];
    if (!value && other) {
      throw unusable(`The message attribute '${name}' with type '${DataType}' must use field '${field}'.`);
    }
    if (!value) {
      throw unusable(
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      );
    }
  }
}

function unusable(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}

/** Throws unless a subscription may have this protocol, endpoint and these attributes. */
export function checkSubscription(protocol: string, endpoint: string, attributes: Attributes): void {
  if (!PROTOCOLS.includes(protocol)) throw invalid(`Protocol: the grid does not deliver by ${protocol}`);
  if (!endpoint) throw invalid('Endpoint');
  const service = protocol === 'sqs' || protocol === 'lambda' ? protocol : undefined;
  if (service && !endpoint.startsWith(`arn:aws:${service}:`)) throw invalid(`${service.toUpperCase()} endpoint ARN`);
  if (protocol.startsWith('http') && !endpoint.startsWith(`${protocol}://`))
    throw invalid('Endpoint must match the specified protocol');
  if (protocol === 'sms' && !isPhone(endpoint)) throw invalid(`Invalid SMS endpoint: ${endpoint}`);
  if (protocol.startsWith('email') && !/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalid('Email address');
  for (const attribute of Object.keys(attributes)) {
    if (!SUBSCRIPTION.includes(attribute))
      throw invalid(`AttributeName: the grid's subscriptions have no ${attribute}`);
  }
  if (attributes.RawMessageDelivery === 'true' && !['sqs', 'http', 'https'].includes(protocol)) {
    throw invalid(`Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`);
  }
  const scope = attributes.FilterPolicyScope;
  if (scope !== undefined && scope !== 'MessageAttributes' && scope !== 'MessageBody')
    throw invalid('FilterPolicyScope');
  const redrive = jsonOf('RedrivePolicy', attributes.RedrivePolicy);
  if (redrive && typeof redrive.deadLetterTargetArn !== 'string')
    throw invalid('RedrivePolicy: deadLetterTargetArn is missing');
  jsonOf('DeliveryPolicy', attributes.DeliveryPolicy);
  checkFilter(attributes);
}

function checkFilter(attributes: Attributes): void {
  const policy = jsonOf('FilterPolicy', attributes.FilterPolicy);
  if (!policy || Object.keys(policy).length === 0) return;
  const nested = Object.entries(policy).find(([name, rule]) => name !== '$or' && !Array.isArray(rule));
  if (nested && attributes.FilterPolicyScope !== 'MessageBody') {
    throw invalid('FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy');
  }
  try {
    compile(policy);
  } catch (error) {
    throw invalid(`FilterPolicy: ${(error as Error).message}`);
  }
}

function jsonOf(name: string, text: string | undefined): Record<string, unknown> | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the refusal.
  }
  throw invalid(`${name}: failed to parse JSON`);
}
