import { contextos } from '#functions/contextos.ts';
import { type Declared, livesOf } from '#infra/cdk/derive/functions.ts';
import { API_STAGE, type Names } from '#infra/cdk/names.ts';
import { streamOf } from '#shared/model/envelope.ts';
import type { EventType } from '#shared/model/event.ts';
import type { Trigger } from '#shared/model/technical.ts';
import { aggregateFolding, eventNamed } from '../catalogue.ts';
import { busEvent, changeEvent, queueEvent } from './messages.ts';

/** Whose example it is: what things are called in the stage, and the token of whoever asks, if there is one. */
interface Caller {
  readonly names: Names;
  readonly token: string | undefined;
}

/**
 * An event that a function takes, made of what its declaration says. What is fed from the bus gets the examples of its
 * events, in the declaration's order, as the history of one stream; a saga gets only the first, which begins it.
 */
export function exampleOf(declared: Declared, caller: Caller): unknown {
  const queue = caller.names.of(declared.name);
  switch (declared.kind) {
    case 'command':
    case 'query':
      return declared.declaration.example;
    case 'technical':
      return triggerExample(queue, declared.declaration.trigger, caller);
    case 'saga':
      return historyOf(queue, Object.values(declared.declaration.facts).slice(0, 1));
    default:
      return historyOf(queue, eventsOf(declared));
  }
}

function eventsOf({ declaration }: Extract<Declared, { kind: 'projection' | 'notification' }>): EventType[] {
  return Object.values(declaration.handlers).map(({ event }) => event);
}

function historyOf(queue: string, events: readonly EventType[]): unknown {
  const versions = new Map<string, number>();
  const messages = events.map((event) => {
    const stream = exampleStream(event);
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return busEvent(event, stream, version);
  });
  return queueEvent(queue, messages);
}

/** The stream of an event's example: its id is the member named after the aggregate, or else the first text. */
function exampleStream({ type, example }: EventType): string {
  const aggregate = aggregateFolding(type) ?? 'proceso';
  const id = example[`${aggregate}Id`] ?? Object.values(example).find((value) => typeof value === 'string');
  return streamOf(aggregate, String(id));
}

function triggerExample(queue: string, trigger: Trigger, { names, token }: Caller): unknown {
  switch (trigger.on) {
    case 'outside':
    case 'event':
      return historyOf(
        queue,
        trigger.types.flatMap((type) => eventNamed(type) ?? []),
      );
    case 'schedule':
      return {
        version: '0',
        id: crypto.randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        time: new Date().toISOString(),
        resources: [],
        detail: {},
      };
    case 'authorizer':
      return {
        type: 'TOKEN',
        authorizationToken: `Bearer ${token ?? ''}`,
        methodArn: `arn:aws:execute-api:us-east-1:000000000000:${names.system}/${API_STAGE}/GET/ordenes`,
      };
    case 'http': {
      const [httpMethod, path] = trigger.route.split(' ') as [string, string];
      const { body, question } = trigger;
      return {
        httpMethod,
        path,
        resource: path,
        headers: {
          ...(body && { 'Content-Type': 'application/json' }),
          ...((body || question) && { Authorization: `Bearer ${token ?? ''}` }),
        },
        pathParameters: question?.example ?? null,
        queryStringParameters: null,
        body: body ? JSON.stringify(body.example) : null,
        requestContext: { requestId: crypto.randomUUID() },
      };
    }
    case 'pages':
      return {
        httpMethod: 'GET',
        path: trigger.paths[0],
        resource: trigger.paths[0],
        headers: {},
        pathParameters: null,
        queryStringParameters: null,
        body: null,
        requestContext: { requestId: crypto.randomUUID(), path: trigger.paths[0] },
      };
    case 'socketAuthorizer':
      return {
        ...socketEvent('$connect'),
        type: 'REQUEST',
        methodArn: `arn:aws:execute-api:us-east-1:000000000000:${names.live}/${API_STAGE}/$connect`,
        headers: { 'Sec-WebSocket-Protocol': `alpes.v1, token.${token ?? ''}` },
      };
    case 'socket':
      return {
        ...socketEvent(trigger.route),
        headers: { 'Sec-WebSocket-Protocol': `alpes.v1, token.${token ?? ''}` },
        ...(trigger.message && { body: JSON.stringify(trigger.message.example) }),
      };
    case 'live':
      return historyOf(
        queue,
        livesOf(contextos).flatMap(({ live }) =>
          live.kind === 'events' ? [live.of] : Object.values(live.of.handlers).map(({ event }) => event),
        ),
      );
    case 'channel':
      return queueEvent(queue, [
        { clave: crypto.randomUUID(), version: 1, canal: trigger.channel, desde: new Date().toISOString() },
      ]);
    case 'mail':
      return queueEvent(queue, [{ tipo: 'Email Delivered', clave: crypto.randomUUID(), version: '1' }]);
    case 'changes':
      return queueEvent(queue, [changeEvent(trigger.of)]);
    case 'table':
      // No change, which is told to nobody.
      return {
        Records: [
          {
            eventID: crypto.randomUUID(),
            eventName: 'MODIFY',
            eventSource: 'aws:dynamodb',
            dynamodb: {
              Keys: { [trigger.of.key]: { N: '1' } },
              OldImage: { [trigger.of.key]: { N: '1' } },
              NewImage: { [trigger.of.key]: { N: '1' } },
              SequenceNumber: '1',
            },
          },
        ],
      };
    case 'operator':
      return {};
    case 'eventLog':
      // A removal, which the log never has and the relay leaves out: what it publishes stays in the archive for ever.
      return {
        Records: [
          {
            eventID: crypto.randomUUID(),
            eventName: 'REMOVE',
            eventSource: 'aws:dynamodb',
            dynamodb: { Keys: { stream: { S: 'ejemplo#1' }, version: { N: '1' } }, SequenceNumber: '1' },
          },
        ],
      };
  }
}

/** What API Gateway says of a client, one that is nobody's. */
function socketEvent(routeKey: string): { readonly requestContext: object } {
  return { requestContext: { routeKey, connectionId: 'ejemplo=', eventType: 'MESSAGE', stage: API_STAGE } };
}
