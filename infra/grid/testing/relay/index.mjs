import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const client = new EventBridgeClient({});

/** Puts what a stream brings onto the bus. */
export async function handler({ Records }) {
  const Entries = Records.map(({ dynamodb: { NewImage } }) => ({
    EventBusName: process.env.BUS,
    Source: 'grid.test',
    DetailType: 'Written',
    Detail: JSON.stringify({ id: NewImage.id.S.slice('fact#'.length), text: NewImage.text.S }),
  }));
  const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries }));
  if (FailedEntryCount) throw new Error(`${FailedEntryCount} events were not taken`);
}
