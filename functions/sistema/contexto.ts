import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { PreguntaPorOrden, PreguntaSistema, RespuestaSistema, RespuestaVistas } from './respuesta.ts';

/** How the system itself is: for operators and engineers. */
export const sistema = context('sistema', {
  technical: {
    verSistema: technical({
      trigger: {
        on: 'http',
        route: 'GET /sistema',
        scope: 'sistema:leer',
        docs: {
          summary: 'La salud del sistema',
          description:
            'De cada cola, cuántos mensajes esperan, están en curso o han muerto, y desde cuándo se ven mensajes en ella; de cada vista, con qué generación se responde y si va atrás. Lo peor primero. Lo leído vale tres segundos.',
        },
        question: { accepts: PreguntaSistema, example: {}, answers: RespuestaSistema },
      },
      grants: ['queues:read', 'views:look'],
      why: 'Whoever runs the system sees from the page what waits and what is dead.',
    }),
    verVistasDeOrden: technical({
      trigger: {
        on: 'http',
        route: 'GET /ordenes/{ordenId}/vistas',
        scope: 'sistema:leer',
        docs: {
          summary: 'Hasta dónde va cada vista de una orden',
          description:
            'De cada vista que sigue los flujos de la orden: qué versión muestra, cuál es la última del registro, desde cuándo va atrás y dónde está lo que espera, hasta donde se puede saber.',
        },
        question: { accepts: PreguntaPorOrden, example: { ordenId: EJEMPLO.ordenId }, answers: RespuestaVistas },
      },
      grants: ['queues:read', 'views:look', 'streams:orden', 'streams:reserva', 'streams:entrega'],
      why: 'A row that is behind is explained by its version, that of the log, and what waits in its queue.',
    }),
  },
});
