import type { ChangeType } from '#shared/model/change.ts';
import type { Context } from '#shared/model/context.ts';
import type { EventType } from '#shared/model/event.ts';
import { type AnyLive, TOPIC_KINDS } from '#shared/model/live.ts';
import type { OnSocket } from '#shared/model/technical.ts';
import { API_STAGE, SOURCE } from '../names.ts';
import { functionsOf, livesOf, ofKind } from './functions.ts';
import { type Json, jsonSchema } from './openapi/schemas.ts';

const DESCRIPTION = `Lo que Entregas de los Alpes cuenta sin que se le pregunte.

Por el canal en vivo (WebSocket) se siguen temas: ${TOPIC_KINDS.map((kind) => `\`${kind}\``).join(', ')}. Quien se
conecta ofrece los protocolos \`alpes.v1\` y \`token.<token>\`. Cada novedad es una fila entera, como la responde la API, con
la versión de su flujo: lo que no es más nuevo se descarta. Por eso basta con suscribirse y después leer.

Por el bus van los hechos de cada contexto, para las funciones; lo personal va cifrado.`;

/** What is known of an event beside its data. */
const METADATA: Json = {
  type: 'object',
  required: ['id', 'stream', 'version', 'schemaVersion', 'context', 'occurredAt', 'correlationId', 'causationId'],
  properties: {
    id: { type: 'string' },
    stream: { type: 'string', description: 'De qué flujo es' },
    version: { type: 'integer', minimum: 1, description: 'Su lugar en el flujo, desde 1 y sin huecos' },
    schemaVersion: { type: 'integer', minimum: 1 },
    context: { type: 'string' },
    occurredAt: { type: 'string', format: 'date-time' },
    correlationId: { type: 'string' },
    causationId: { type: 'string' },
  },
};

/** The AsyncAPI 3.0 document: the WebSocket API with its messages, and what each context tells by the bus. */
export function asyncapiOf(contexts: readonly Context[]): Json {
  const sockets = ofKind(functionsOf(contexts), 'technical').flatMap(({ name, declaration: { trigger } }) =>
    trigger.on === 'socket' && trigger.message ? [{ name, ...trigger, message: trigger.message }] : [],
  );
  const told = contexts.flatMap((context) => {
    const events = eventsOf(context);
    return events.length > 0 ? [{ name: context.name, channel: busChannel(context.name, events) }] : [];
  });
  const changes = changesOf(contexts).map((change) => ({ name: change.context, channel: changeChannel(change) }));
  return {
    asyncapi: '3.0.0',
    info: { title: 'Entregas de los Alpes, en vivo', version: '1.0.0', description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      vivo: {
        host: '{api}',
        pathname: `/${API_STAGE}`,
        protocol: 'wss',
        description: 'El canal en vivo',
        variables: { api: { description: 'El nombre de la API de WebSocket: está en la salida LiveUrl' } },
        security: [{ type: 'httpApiKey', name: 'Sec-WebSocket-Protocol', in: 'header' }],
      },
      bus: { host: 'events.amazonaws.com', protocol: 'eventbridge', description: 'El bus de los hechos' },
    },
    channels: {
      vivo: liveChannel(sockets, livesOf(contexts)),
      ...Object.fromEntries([...told, ...changes].map(({ name, channel }) => [name, channel])),
    },
    operations: {
      ...Object.fromEntries(sockets.map((socket) => [socket.name, operationOf(socket)])),
      difundir: {
        action: 'send',
        channel: { $ref: '#/channels/vivo' },
        summary: 'Lo nuevo de los temas que se siguen',
        messages: [{ $ref: '#/channels/vivo/messages/novedades' }],
      },
      ...Object.fromEntries(
        [...told, ...changes].map(({ name }) => [
          `publicar_${name}`,
          { action: 'send', channel: { $ref: `#/channels/${name}` }, summary: `Los hechos de ${name}` },
        ]),
      ),
    },
  };
}

interface Socket extends Omit<OnSocket, 'message'> {
  readonly name: string;
  readonly message: NonNullable<OnSocket['message']>;
}

type Named = ReturnType<typeof livesOf>[number];

function liveChannel(sockets: readonly Socket[], lives: readonly Named[]): Json {
  const messages: Json = {};
  for (const { name, message } of sockets) {
    messages[name] = {
      name,
      payload: jsonSchema(message.accepts),
      examples: [{ name: 'ejemplo', payload: message.example }],
    };
    messages[answerOf(name)] = { name: answerOf(name), payload: jsonSchema(message.answers, 'output') };
  }
  messages.negado = {
    name: 'negado',
    summary: 'Lo que se pidió no se hizo',
    payload: {
      type: 'object',
      required: ['tipo', 'problema'],
      properties: {
        tipo: { const: 'negado' },
        tema: { type: 'string' },
        problema: { type: 'object', description: 'Detalles de un problema (RFC 9457), como los de la API' },
      },
    },
  };
  messages.novedades = {
    name: 'novedades',
    summary: 'Filas nuevas de los temas que se siguen',
    payload: {
      type: 'object',
      required: ['tipo', 'novedades'],
      properties: {
        tipo: { const: 'novedades' },
        novedades: { type: 'array', items: { oneOf: [...lives.map(({ live }) => newsOf(live)), SIGNAL] } },
      },
    },
  };
  return { address: '/', servers: [{ $ref: '#/servers/vivo' }], messages };
}

const HEAD = {
  clave: { type: 'string', description: 'Cuál de esa lista' },
  version: { type: 'integer', minimum: 1, description: 'Lo que no es más nuevo se descarta' },
  en: { type: 'string', format: 'date-time' },
};

/** What is told to whoever came by a link, and of a row that is too large for a message. */
const SIGNAL: Json = {
  type: 'object',
  description: 'Hay una versión más nueva: se pregunta por ella a la API',
  required: ['vista', 'clave', 'version', 'en'],
  properties: { vista: { type: 'string' }, ...HEAD, fila: false },
};

function newsOf(live: AnyLive): Json {
  const { answers } = live.kind === 'rows' ? live.query : live;
  return {
    type: 'object',
    description: `Un elemento de \`${live.vista}\``,
    required: ['vista', 'clave', 'version', 'en', 'fila'],
    properties: {
      vista: { const: live.vista },
      ...HEAD,
      ...(live.kind === 'rows' && { stream: { type: 'string', description: 'El flujo cuya versión muestra' } }),
      fila: jsonSchema(answers, 'output'),
    },
  };
}

function operationOf({ name, docs }: Socket): Json {
  const message = (of: string) => ({ $ref: `#/channels/vivo/messages/${of}` });
  return {
    action: 'receive',
    channel: { $ref: '#/channels/vivo' },
    summary: docs.summary,
    description: docs.description,
    messages: [message(name)],
    reply: { channel: { $ref: '#/channels/vivo' }, messages: [message(answerOf(name)), message('negado')] },
  };
}

function answerOf(name: string): string {
  return `respuestaDe_${name}`;
}

function busChannel(context: string, events: readonly EventType[]): Json {
  return {
    address: `${SOURCE}.${context}`,
    servers: [{ $ref: '#/servers/bus' }],
    messages: Object.fromEntries(
      events.map(({ type, schema }) => [
        type,
        {
          name: type,
          payload: {
            type: 'object',
            required: ['metadata', 'data'],
            properties: { metadata: METADATA, data: jsonSchema(schema, 'output') },
          },
        },
      ]),
    ),
  };
}

function changeChannel({ context, type, schema }: ChangeType): Json {
  return {
    address: `${SOURCE}.${context}`,
    servers: [{ $ref: '#/servers/bus' }],
    messages: {
      [type]: {
        name: type,
        summary: 'Una fila de otro sistema ha cambiado: el sobre de Debezium; sin valor, después de borrarla',
        payload: jsonSchema(schema, 'output'),
      },
    },
  };
}

/** The changes of tables elsewhere that functions publish, each once. */
function changesOf(contexts: readonly Context[]): ChangeType[] {
  const all = ofKind(functionsOf(contexts), 'technical').flatMap(({ declaration }) => declaration.publishes ?? []);
  return [...new Set(all)];
}

/** What a context tells: what its aggregates fold, and what it lets go live as it is. */
function eventsOf({ name, aggregates, live }: Context): EventType[] {
  const folded = Object.values(aggregates).flatMap(({ folds }) => Object.values(folds).map(({ event }) => event));
  const passing = Object.values(live).flatMap((one) => (one.kind === 'events' ? [one.of] : []));
  const own = [...folded, ...passing].filter(({ context }) => context === name);
  return [...new Map(own.map((event) => [event.type, event])).values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}
