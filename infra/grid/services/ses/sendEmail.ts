import { randomUUID } from 'node:crypto';
import { ACCOUNT, type Action, type GridContext, REGION } from '../../service.ts';
import type { Told } from '../events/service.ts';
import type { ConfigurationSets } from './configurationSets.ts';
import { addressIn, type Mail, mailOf } from './message.ts';

interface Parts {
  readonly sets: ConfigurationSets;
  readonly events: Told;
}

/** Mail to it comes back, as from nobody (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html, mailbox simulator). */
const BOUNCING = 'bounce@simulator.amazonses.com';

/** `SendEmail` of one simple message. It arrives, unless it is to the address of AWS's simulator that refuses. */
export function sendEmail(grid: GridContext, { sets, events }: Parts): Action {
  return {
    http: 'POST /v2/email/outbound-emails',
    permissions: ({ FromEmailAddress = '', ConfigurationSetName }) => {
      const address = addressIn(FromEmailAddress);
      const context = { 'ses:FromAddress': address };
      const right = (resource: string) => ({
        action: 'ses:SendEmail',
        resource: `arn:aws:ses:${REGION}:${ACCOUNT}:${resource}`,
        context,
      });
      const domain = address.slice(address.lastIndexOf('@') + 1);
      return [
        right(`identity/${domain}`),
        ...(ConfigurationSetName ? [right(`configuration-set/${ConfigurationSetName}`)] : []),
      ];
    },
    run({ input }) {
      const mail = mailOf(input);
      const { set } = mail;
      const bounces = mail.to.includes(BOUNCING);
      const isTold = set !== undefined && sets.tells(set, bounces ? 'BOUNCE' : 'DELIVERY');
      const MessageId = `${grid.clock.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
      return grid.store.write(() => {
        for (const to of mail.to)
          grid.outbox.keep({ protocol: 'email', to, from: mail.from, subject: mail.subject, body: mail.body });
        if (isTold) events.tell(eventOf(mail, MessageId, { bounces, at: new Date(grid.clock.now()).toISOString() }));
        return { MessageId };
      });
    },
  };
}

/**
 * What has become of a message, with the members that the grid knows of those that SES tells
 * (https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html, and for the details
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
 */
function eventOf(
  { from, to, subject, set = '', tags }: Mail,
  messageId: string,
  { bounces, at: timestamp }: { readonly bounces: boolean; readonly at: string },
) {
  const bounced = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: to.map((emailAddress) => ({ emailAddress, action: 'failed', status: '5.1.1' })),
    timestamp,
    feedbackId: randomUUID(),
  };
  const delivered = { timestamp, processingTimeMillis: 0, recipients: to, smtpResponse: '250 ok' };
  const mail = {
    timestamp,
    source: from,
    sendingAccountId: ACCOUNT,
    messageId,
    destination: to,
    commonHeaders: { from: [from], to, messageId, subject },
    tags: { 'ses:configuration-set': [set], ...tags },
  };
  return {
    source: 'aws.ses',
    detailType: bounces ? 'Email Bounced' : 'Email Delivered',
    detail: JSON.stringify({
      eventType: bounces ? 'Bounce' : 'Delivery',
      ...(bounces ? { bounce: bounced } : { delivery: delivered }),
      mail,
    }),
    resources: [`arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${set}`],
  };
}
