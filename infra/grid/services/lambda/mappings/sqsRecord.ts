import { type QueueMessage, REGION } from '../../../service.ts';
import { md5OfAttributes } from '../../sqs/digest.ts';

/** A message as a function sees it in `event.Records`. */
export function sqsRecord(message: QueueMessage, sourceArn: string): object {
  const { messageId, receiptHandle, body, attributes, messageAttributes, md5OfBody } = message;
  const md5OfMessageAttributes = md5OfAttributes(messageAttributes);
  return {
    messageId,
    receiptHandle,
    body,
    attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(messageAttributes).map(([name, value]) => [name, attribute(value)]),
    ),
    md5OfBody,
    ...(md5OfMessageAttributes && { md5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: sourceArn,
    awsRegion: REGION,
  };
}

/** The API writes `StringValue`, the event `stringValue`. */
function attribute({ StringValue, BinaryValue, DataType }: Record<string, string | undefined>): object {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
