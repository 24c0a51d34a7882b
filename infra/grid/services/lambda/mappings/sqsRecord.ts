import { type QueueMessage, REGION } from '../../../service.ts';

/** A message as a function sees it in `event.Records`. */
export function sqsRecord(message: QueueMessage, sourceArn: string): object {
  const { messageId, receiptHandle, body, attributes, messageAttributes, md5OfBody } = message;
  return {
    messageId,
    receiptHandle,
    body,
    attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(messageAttributes).map(([name, value]) => [name, attribute(value)]),
    ),
    md5OfBody,
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
