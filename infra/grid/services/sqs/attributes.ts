import { AwsError } from '../../service.ts';
import { invalid } from './faults.ts';

/** Attributes of a queue as the API has them: all text. */
export type QueueAttributes = Record<string, string>;

/** What a queue has when nothing is said. */
export const DEFAULTS: QueueAttributes = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const FIFO_DEFAULTS: QueueAttributes = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

const RANGES: Record<string, readonly [number, number]> = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  MaximumMessageSize: [1_024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const TEXTS = [
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'SqsManagedSseEnabled',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

const NAME = /^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/;

/** What a dead-letter queue's source says. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Checks a name and its attributes, and gives all of a new queue's attributes. */
export function newAttributes(name: string, given: QueueAttributes): QueueAttributes {
  if (!NAME.test(name)) {
    throw invalid('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  const fifo = name.endsWith('.fifo');
  if (given.FifoQueue === 'true' && !fifo) {
    throw invalid(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
  }
  checkAttributes(given, fifo);
  return { ...DEFAULTS, ...(fifo && FIFO_DEFAULTS), ...given };
}

/** Throws unless each attribute is known and in its range. */
export function checkAttributes(given: QueueAttributes, fifo: boolean): void {
  for (const [name, value] of Object.entries(given)) {
    const range = RANGES[name];
    if (range) checkRange(name, value, range);
    else if (!TEXTS.includes(name)) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    else if (name.startsWith('Fifo') || name.includes('Deduplication')) checkFifo(name, value, fifo);
  }
  if (given.RedrivePolicy) redriveOf(given.RedrivePolicy);
}

/** The redrive policy from its JSON. */
export function redriveOf(policy: string | undefined): Redrive | undefined {
  if (!policy) return undefined;
  let redrive: Record<string, unknown>;
  try {
    redrive = JSON.parse(policy);
  } catch {
    throw refused(policy, 'Redrive policy is not a valid JSON map');
  }
  const maxReceiveCount = Number(redrive.maxReceiveCount);
  if (typeof redrive.deadLetterTargetArn !== 'string') {
    throw refused(policy, 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn');
  }
  if (redrive.maxReceiveCount === undefined) {
    throw refused(policy, 'Redrive policy does not contain mandatory attribute: maxReceiveCount');
  }
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 1 || maxReceiveCount > 1000) {
    throw refused(policy, 'Invalid value for maxReceiveCount');
  }
  return { deadLetterTargetArn: redrive.deadLetterTargetArn, maxReceiveCount };
}

function refused(policy: string, reason: string): AwsError {
  return invalid(`Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${reason}.`);
}

function checkRange(name: string, value: string, [min, max]: readonly [number, number]): void {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
}

function checkFifo(name: string, value: string, fifo: boolean): void {
  if (fifo && !(name === 'FifoQueue' && value !== 'true')) return;
  if (!fifo && name === 'FifoQueue' && value === 'false') return;
  throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}
