import type { MessageAttributes } from '../sqs/digest.ts';
import type { Subscription } from './registry.ts';
import type { SignatureMembers, Signer } from './signer.ts';

/** A published message, before it becomes what each subscriber gets. */
export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly text: string;
  /** Texts by protocol, when the message was published with `MessageStructure: json`. */
  readonly byProtocol?: Record<string, string>;
  readonly subject?: string | undefined;
  readonly attributes: MessageAttributes;
  readonly at: number;
  readonly group?: string | undefined;
  readonly dedup?: string | undefined;
  readonly sequence?: string | undefined;
  /** The trace header of whoever published it. */
  readonly trace?: string | undefined;
  readonly signatureVersion: '1' | '2';
}

/** The text for a protocol. */
export function textFor(message: Message, protocol: string): string {
  return message.byProtocol?.[protocol] ?? message.text;
}

/** The notification as queues and web hooks get it; those of a FIFO topic, which only queues get, are not signed. */
export function notification(message: Message, { arn, protocol }: Subscription, signer: Signer): string {
  const attributes = described(message.attributes);
  return JSON.stringify({
    Type: 'Notification',
    MessageId: message.id,
    ...(message.sequence !== undefined && { SequenceNumber: message.sequence }),
    TopicArn: message.topicArn,
    ...(message.subject !== undefined && { Subject: message.subject }),
    Message: textFor(message, protocol),
    Timestamp: new Date(message.at).toISOString(),
    ...(message.sequence === undefined && signature(message, protocol, signer)),
    UnsubscribeURL: unsubscribe(arn),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  });
}

/** The event of a Lambda function. */
export function lambdaEvent(message: Message, { arn }: Subscription, signer: Signer): string {
  const { SignatureVersion, Signature, SigningCertURL } = signature(message, 'lambda', signer);
  return JSON.stringify({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: arn,
        Sns: {
          Type: 'Notification',
          MessageId: message.id,
          TopicArn: message.topicArn,
          Subject: message.subject ?? null,
          Message: textFor(message, 'lambda'),
          Timestamp: new Date(message.at).toISOString(),
          SignatureVersion,
          Signature,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: unsubscribe(arn),
          MessageAttributes: described(message.attributes),
        },
      },
    ],
  });
}

function signature(message: Message, protocol: string, signer: Signer): SignatureMembers {
  const { id, subject, at, topicArn, signatureVersion } = message;
  const Timestamp = new Date(at).toISOString();
  const signed = {
    Message: textFor(message, protocol),
    MessageId: id,
    Subject: subject,
    Timestamp,
    TopicArn: topicArn,
  };
  return signer.sign(signed, signatureVersion);
}

function described(attributes: MessageAttributes): Record<string, { Type: string; Value: string }> {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    return [name, { Type: DataType, Value: BinaryValue ?? StringValue ?? '' }] as const;
  });
  return Object.fromEntries(entries);
}

function unsubscribe(arn: string): string {
  return `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;
}
