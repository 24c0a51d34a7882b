import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ses } from '../clients/ses.ts';
import { optionalVariable, variable } from '../environment.ts';
import type { Answer, Letter, Provider } from './provider.ts';

/**
 * What SES says of a message that it will never take: a wrong address, or what it may not send to
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html).
 */
const REFUSALS: ReadonlySet<string> = new Set(['BadRequestException', 'MessageRejected']);

/** SES, which sends mail from an address that it has verified; `undefined` where the installation has none. */
export function mailProvider(): Provider | undefined {
  const sender = optionalVariable('MAIL_SENDER');
  return sender === undefined ? undefined : (letter) => send(letter, sender);
}

async function send({ clave, version, destino, asunto, texto }: Letter, sender: string): Promise<Answer> {
  try {
    const { MessageId = '' } = await ses().send(
      new SendEmailCommand({
        FromEmailAddress: sender,
        Destination: { ToAddresses: [destino] },
        Content: {
          Simple: {
            Subject: { Data: asunto, Charset: 'UTF-8' },
            Body: { Text: { Data: texto, Charset: 'UTF-8' } },
          },
        },
        // What becomes of it is told by events, and these say of which message.
        ConfigurationSetName: variable('MAIL_CONFIGURATION'),
        EmailTags: [
          { Name: 'clave', Value: clave },
          { Name: 'version', Value: String(version) },
        ],
      }),
    );
    return { estado: 'aceptada', recibo: MessageId };
  } catch (error) {
    if (!(error instanceof Error) || !REFUSALS.has(error.name)) throw error;
    return { estado: 'rechazada', motivo: error.name };
  }
}
