import { expect, test } from 'vitest';
import type { QueueMessage } from '../../../service.ts';
import { sqsRecord } from './sqsRecord.ts';

test('a record has the digest of its attributes, as the SQS developer guide computes it ("Amazon SQS message metadata")', () => {
  const message = {
    body: 'a',
    md5OfBody: '0cc175b9c0f1b6a831c399e269772661',
    messageAttributes: { correlation: { DataType: 'String', StringValue: 'c-7' } },
  } as Partial<QueueMessage> as QueueMessage;
  expect(sqsRecord(message, 'arn:aws:sqs:us-east-1:000000000000:queue')).toMatchObject({
    messageAttributes: { correlation: { stringValue: 'c-7', dataType: 'String' } },
    md5OfMessageAttributes: '43cf7c89a6e80f5a512ce7edf18bca07',
  });
  expect(sqsRecord({ ...message, messageAttributes: {} }, 'arn')).not.toHaveProperty('md5OfMessageAttributes');
});
