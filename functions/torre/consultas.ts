import { ubicaciones } from '#events/vehiculos/posicion.ts';
import { analitica } from '#functions/analitica/projections/analitica.ts';
import { ordenes } from '#functions/ordenes/projections/ordenes.ts';
import { entregas } from '#functions/vehiculos/projections/entregas.ts';
import { flota } from '#functions/vehiculos/projections/flota.ts';
import { technical } from '#shared/model/technical.ts';
import { PreguntaTablero, RespuestaTablero } from './tablero/respuesta.ts';

/** What the pages ask of several contexts at once. */
export const consultas = {
  verTablero: technical({
    trigger: {
      on: 'http',
      route: 'GET /tablero',
      scope: 'torre:leer',
      docs: {
        summary: 'El tablero',
        description:
          'Cuántas órdenes hay en cada estado (las que siguen, todas; las terminadas, las de hoy en Colombia) y lo que necesita a una persona, lo más grave primero: qué, dónde, desde cuándo y qué conviene hacer. Lo leído vale tres segundos.',
      },
      question: { accepts: PreguntaTablero, example: {}, answers: RespuestaTablero },
    },
    grants: ['deadLetters:read'],
    beside: ubicaciones,
    reads: [
      { of: ordenes, by: ['porEstado'] },
      { of: entregas, by: ['porEspera'] },
      { of: flota, by: ['*'] },
      { of: analitica },
    ],
    why: 'Whether anything is wrong is seen in one answer, from views of several contexts that are there already.',
  }),
};
