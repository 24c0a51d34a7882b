import { AwsError } from '../../service.ts';
import { invalid } from './faults.ts';
import { redriveAllowOf, redriveOf } from './redrivePolicy.ts';

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

const FIFO_ONLY = ['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

const TEXTS = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'SqsManagedSseEnabled', ...FIFO_ONLY];

/** Texts that AWS reads in any case and keeps in lower case. */
const BOOLEANS = ['FifoQueue', 'ContentBasedDeduplication', 'SqsManagedSseEnabled'];

const NAME = /^[\w-]{1,80}$/;
const FIFO_NAME = /^[\w-]{1,75}\.fifo$/;

/** Checks a name and its attributes, and gives all of a new queue's attributes. Only `FifoQueue` makes a FIFO queue. */
export function newAttributes(name: string, asked: QueueAttributes): QueueAttributes {
  const given = inLowerCase(asked);
  const fifo = given.FifoQueue === 'true';
  if (fifo && !FIFO_NAME.test(name)) {
    throw invalid(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
  }
  if (!fifo && !NAME.test(name)) {
    throw invalid('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  checkAttributes(given, fifo);
  return { ...DEFAULTS, ...(fifo && FIFO_DEFAULTS), ...given };
}

/** Checks new values for the attributes of a queue that is there, and gives them as it keeps them. */
export function changedAttributes(asked: QueueAttributes, fifo: boolean): QueueAttributes {
  const given = inLowerCase(asked);
  if (fifo && given.FifoQueue === 'false') {
    throw new AwsError(
      'InvalidAttributeValue',
      'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
    );
  }
  checkAttributes(given, fifo);
  return given;
}

function inLowerCase(given: QueueAttributes): QueueAttributes {
  const entries = Object.entries(given).map(([name, value]) => {
    if (!BOOLEANS.includes(name) || value === '') return [name, value] as const;
    const text = value.toLowerCase();
    if (text !== 'true' && text !== 'false') throw invalidValue(name);
    return [name, text] as const;
  });
  return Object.fromEntries(entries);
}

/** Throws unless each attribute is known and in its range. */
function checkAttributes(given: QueueAttributes, fifo: boolean): void {
  for (const [name, value] of Object.entries(given)) {
    const range = RANGES[name];
    if (range) checkRange(name, value, range);
    else if (!TEXTS.includes(name) || (!fifo && FIFO_ONLY.includes(name))) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
  }
  redriveOf(given.RedrivePolicy);
  redriveAllowOf(given.RedriveAllowPolicy);
}

function checkRange(name: string, value: string, [min, max]: readonly [number, number]): void {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw invalidValue(name);
  }
}

function invalidValue(name: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}
