import { AwsError } from '../../../service.ts';
import type { Filters } from './filters.ts';

/** `ReceiveMessage` gives no more at once: larger batches are gathered. */
const AT_ONCE = 10;

/** An event source mapping as configured. */
export type MappingSettings = QueueMapping | StreamMapping;

interface Common {
  readonly uuid: string;
  /** The function, as the template names it: with a qualifier or without. */
  readonly target: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly filters: Filters;
  /** The function reports which items of a batch failed. */
  readonly reportsFailures: boolean;
  readonly enabled: boolean;
}

/** A mapping that polls a queue. */
export interface QueueMapping extends Common {
  readonly kind: 'queue';
  /** At most so many batches at once; `undefined`: as many as the function may run. */
  readonly maxConcurrency?: number;
}

/** A mapping that follows a DynamoDB stream. */
export interface StreamMapping extends Common {
  readonly kind: 'stream';
  readonly start: 'TRIM_HORIZON' | 'LATEST';
  readonly parallel: number;
  readonly retry: RetryRule;
  readonly onFailure?: string;
}

/** How long a failed batch of a stream is tried again. */
export interface RetryRule {
  readonly bisect: boolean;
  /** Infinity: until the records expire. */
  readonly maxRetries: number;
  readonly maxAgeMs: number;
}

/** @throws InvalidParameterValueException for a queue's batch that its window cannot gather, in the words of AWS. */
export function checkBatchSize({ kind, sourceArn, windowMs }: BatchSource, batchSize: number): void {
  if (kind !== 'queue' || batchSize <= AT_ONCE) return;
  if (sourceArn.endsWith('.fifo')) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Batch size must not be greater than ${AT_ONCE} for FIFO queues`,
    );
  }
  if (windowMs > 0) return;
  throw new AwsError(
    'InvalidParameterValueException',
    `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than ${AT_ONCE}`,
  );
}

type BatchSource = Pick<MappingSettings, 'kind' | 'sourceArn' | 'windowMs'>;
