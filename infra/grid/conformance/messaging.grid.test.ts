import * as events from '@aws-sdk/client-eventbridge';
import * as ses from '@aws-sdk/client-sesv2';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { eventsService } from '../services/events/service.ts';
import { sesService } from '../services/ses/service.ts';
import { snsService } from '../services/sns/service.ts';
import { type Served, serve } from '../services/sqs/served.ts';
import { sqsService } from '../services/sqs/service.ts';
import { casesOf, play } from './play.ts';

/** SQS, SNS, EventBridge and SES through the SDK, case by case beside what AWS answers. */
const SDKS = {
  sqs: [sqs, sqs.SQSClient],
  sns: [sns, sns.SNSClient],
  events: [events, events.EventBridgeClient],
  ses: [ses, ses.SESv2Client],
} as const;
type ServiceName = keyof typeof SDKS;

/** A configuration set that tells on the default bus what becomes of its mail. */
const MAIL_SET = {
  'AWS::SES::ConfigurationSet': { Name: 'told' },
  'AWS::SES::ConfigurationSetEventDestination': {
    ConfigurationSetName: 'told',
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['DELIVERY', 'BOUNCE'],
      EventBridgeDestination: { EventBusArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' },
    },
  },
};

let served: Served<ReturnType<typeof servicesOf>>;

function servicesOf(grid: Parameters<Parameters<typeof serve>[0]>[0]) {
  const events = eventsService(grid);
  const services = { sqs: sqsService(grid), sns: snsService(grid), events, ses: sesService(grid, events) };
  const { sqs: queues, sns: topics, events: buses } = services;
  grid.receivers = { sqs: queues.receiver, sns: topics.receiver, events: buses.receiver };
  return services;
}

beforeAll(async () => {
  served = await serve(servicesOf);
  // There is no action for them here: a template brings them.
  const { resources } = served.services.ses;
  for (const [type, properties] of Object.entries(MAIL_SET)) {
    const named = { stack: 'conformance', logicalId: 'Mail', defaultName: 'mail', type };
    await resources[type]?.ensure({ ...named, properties });
  }
});
afterAll(() => served?.stop());

async function call(service: ServiceName, action: string, { input, headers }: { input: object; headers: object }) {
  const [commands, Client] = SDKS[service];
  const client = new Client(served.client) as sqs.SQSClient;
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: object }).headers, headers);
      return next(args);
    },
    { step: 'build' },
  );
  const Command = (commands as unknown as Record<string, new (input: object) => sqs.SendMessageCommand>)[
    `${action}Command`
  ];
  if (!Command) throw new Error(`${service} has no ${action}.`);
  try {
    return await client.send(new Command(input));
  } finally {
    client.destroy();
  }
}

describe.each(Object.keys(SDKS) as ServiceName[])('%s', (own) => {
  test.each(casesOf(`${own}/api.json`))('$case', (each) =>
    play(each, {
      advance: (ms) => served.grid.clock.advance(ms),
      call(name, input, headers) {
        const [service, action] = name.includes(':') ? name.split(':') : [own, name];
        return call(service as ServiceName, String(action), { input, headers });
      },
    }),
  );
});
