import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { consultas } from './consultas.ts';
import { Cancelado, Cancelar, Latido, Latiendo, Suscribir, Suscrito } from './mensajes.ts';

const conexiones = 'conexiones';

/** What people look at: the pages, and what makes them live: who is connected, who watches what, and what they are sent. */
export const torre = context('torre', {
  technical: {
    ...consultas,
    verPagina: technical({
      trigger: {
        on: 'pages',
        paths: [
          '/',
          '/entrar',
          '/torre',
          '/torre/{proxy+}',
          '/conductor',
          '/conductor/{proxy+}',
          '/cliente',
          '/cliente/{proxy+}',
          '/seguimiento/{token}',
          '/docs',
          '/estaticos/{archivo}',
          '/sw.js',
          '/manifest.webmanifest',
        ],
        docs: { summary: 'Las páginas', description: 'Lo que un navegador muestra, con todos sus archivos.' },
      },
      grants: [],
      why: 'A browser opens a page before anybody has signed in. The files are in the bundle: no bucket, no foreign host.',
    }),
    autorizarConexion: technical({
      trigger: { on: 'socketAuthorizer' },
      grants: ['links:sign'],
      why: 'Whoever connects is known before anything is noted of the connection.',
    }),
    conectar: technical({
      trigger: {
        on: 'socket',
        route: '$connect',
        docs: {
          summary: 'Se conecta',
          description:
            'Ofrezca en Sec-WebSocket-Protocol "alpes.v1" y "token.<token>", o "seguimiento.<token del enlace>"; se responde "alpes.v1". La conexión vive lo que su token, y dos horas como mucho.',
        },
      },
      grants: ['table:conexiones:write'],
      table: { name: conexiones, partition: 'clave', ttl: 'expira' },
      why: 'Who is connected must be known by whoever sends.',
    }),
    desconectar: technical({
      trigger: {
        on: 'socket',
        route: '$disconnect',
        docs: { summary: 'Se desconecta', description: 'La conexión y sus suscripciones se olvidan.' },
      },
      grants: ['table:conexiones:change'],
      uses: conexiones,
      why: 'Nothing is to be sent to who is gone.',
    }),
    suscribir: technical({
      trigger: {
        on: 'socket',
        route: 'suscribir',
        docs: {
          summary: 'Sigue un tema',
          description:
            'Desde la respuesta se recibe lo nuevo del tema que el token permite ver; lo de antes está en la API. Con desde, la respuesta trae la fila si hay una versión más nueva.',
        },
        message: {
          accepts: Suscribir,
          example: { accion: 'suscribir', tema: 'orden:0f8fad5b-d9cb-469f-a165-70867728950e', desde: 3 },
          answers: Suscrito,
        },
      },
      grants: ['table:conexiones:change'],
      uses: conexiones,
      live: true,
      why: 'What a client watches is checked against its rights before it is noted.',
    }),
    cancelar: technical({
      trigger: {
        on: 'socket',
        route: 'cancelar',
        docs: { summary: 'Deja de seguir un tema', description: 'Ya no se recibe lo nuevo de ese tema.' },
        message: {
          accepts: Cancelar,
          example: { accion: 'cancelar', tema: 'bodega:BOG-NORTE' },
          answers: Cancelado,
        },
      },
      grants: ['table:conexiones:change'],
      uses: conexiones,
      why: 'A page that shows something else hears of nothing that it does not show.',
    }),
    latido: technical({
      trigger: {
        on: 'socket',
        route: 'latido',
        docs: {
          summary: 'Da señales de vida',
          description:
            'API Gateway cierra una conexión que calla diez minutos. La que ya no se conoce, o cuyo token venció, se cierra.',
        },
        message: { accepts: Latido, example: { accion: 'latido' }, answers: Latiendo },
      },
      grants: ['table:conexiones:read', 'table:conexiones:change', 'connections:close'],
      uses: conexiones,
      why: 'A client knows by it that it is heard, and a connection that nothing is sent to ends.',
    }),
    difusion: technical({
      trigger: { on: 'live' },
      grants: [
        'table:conexiones:read',
        'table:conexiones:lookUp',
        'table:conexiones:change',
        'connections:post',
        'connections:close',
      ],
      uses: conexiones,
      live: true,
      why: 'Sends each row that a view has anew to whoever watches it and may see it.',
    }),
  },
});
