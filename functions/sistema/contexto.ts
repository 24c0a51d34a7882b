import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { RespuestaCausas } from './causas.ts';
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
    verCausas: technical({
      trigger: {
        on: 'http',
        route: 'GET /ordenes/{ordenId}/causas',
        scope: 'sistema:leer',
        docs: {
          summary: 'Las causas de lo que le pasó a una orden',
          description:
            'Los hechos y las peticiones de la orden, cada uno con su causa, y los trabajos que los hicieron: función, tiempo, intento, repeticiones, fallos y llamadas a AWS. Los trabajos salen de las trazas de X-Ray, que guarda siete días; donde no las hay queda lo que el registro sabe, y `fuente` lo dice.',
        },
        question: { accepts: PreguntaPorOrden, example: { ordenId: EJEMPLO.ordenId }, answers: RespuestaCausas },
      },
      grants: [
        'deadLetters:read',
        'traces:read',
        'streams:orden',
        'streams:reserva',
        'streams:entrega',
        'streams:cumplimiento',
      ],
      why: 'What caused what is in the log and in its traces; a page draws it.',
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
