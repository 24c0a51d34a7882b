import { type MessageAttributeValue, PublishCommand } from '@aws-sdk/client-sns';
import { sns } from '../clients/sns.ts';
import { optionalVariable } from '../environment.ts';
import type { Answer, Letter, Provider } from './provider.ts';

/**
 * What SNS says of a message that it will never take, such as one to something that is no telephone
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 */
const REFUSALS: ReadonlySet<string> = new Set([
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValue',
  'ParameterValueInvalid',
  'InvalidParameterValueException',
  'ValidationException',
]);

/** SNS, which sends text messages from a number or a name; `undefined` where the installation has none. */
export function smsProvider(): Provider | undefined {
  const sender = optionalVariable('SMS_SENDER');
  return sender === undefined ? undefined : (letter) => send(letter, sender);
}

async function send({ destino, texto }: Letter, sender: string): Promise<Answer> {
  try {
    const { MessageId = '' } = await sns().send(
      new PublishCommand({
        PhoneNumber: destino,
        Message: texto,
        MessageAttributes: {
          'AWS.SNS.SMS.SMSType': text('Transactional'),
          // A number of five to fourteen digits, or a name with a letter in it: SNS has an attribute for each
          // (https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html).
          [/^\+?\d+$/.test(sender) ? 'AWS.MM.SMS.OriginationNumber' : 'AWS.SNS.SMS.SenderID']: text(sender),
        },
      }),
    );
    return { estado: 'aceptada', recibo: MessageId };
  } catch (error) {
    if (!(error instanceof Error) || !REFUSALS.has(error.name)) throw error;
    return { estado: 'rechazada', motivo: error.name };
  }
}

function text(StringValue: string): MessageAttributeValue {
  return { DataType: 'String', StringValue };
}
