import { context } from '#shared/model/context.ts';
import { PlazoFijado } from '#shared/model/process.ts';
import { technical } from '#shared/model/technical.ts';

/** What carries the others: from the log to the bus, who may call, deadlines, and the API's own description. */
export const plataforma = context('plataforma', {
  technical: {
    relay: technical({
      trigger: { on: 'eventLog' },
      grants: ['bus:publish'],
      why: 'The only writer of domain events to the bus: the log is the outbox.',
    }),
    autorizador: technical({
      trigger: { on: 'authorizer' },
      grants: [],
      why: 'Verifies the token of every request before any other function runs.',
    }),
    anotarPlazos: technical({
      trigger: { on: 'event', types: [PlazoFijado.type] },
      grants: ['table:plazos:write'],
      table: { name: 'plazos', partition: 'cubo', sort: 'plazo', ttl: 'expira' },
      why: 'Keeps the deadlines that sagas set, by the minute.',
    }),
    plazos: technical({
      trigger: { on: 'schedule', minutes: 1 },
      grants: ['table:plazos:read', 'table:plazos:write', 'bus:publish'],
      uses: 'plazos',
      why: 'Tells sagas each minute which of their deadlines have come.',
    }),
    verAsyncapi: technical({
      trigger: {
        on: 'http',
        route: 'GET /asyncapi.json',
        scope: 'public',
        docs: {
          summary: 'Descripción de lo que se ve en vivo',
          description: 'El canal en vivo y los hechos del bus, en AsyncAPI 3.0.',
        },
      },
      grants: [],
      why: 'Who listens needs to know what is told, before one has a token.',
    }),
    verOpenapi: technical({
      trigger: {
        on: 'http',
        route: 'GET /openapi.json',
        scope: 'public',
        docs: { summary: 'Descripción de la API', description: 'Este documento, en OpenAPI 3.1.' },
      },
      grants: [],
      why: 'A description of the API is needed before one has a token.',
    }),
  },
});
