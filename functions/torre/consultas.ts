import { ubicaciones } from '#events/vehiculos/posicion.ts';
import { analitica } from '#functions/analitica/projections/analitica.ts';
import { bodegas } from '#functions/bodegas/projections/bodegas.ts';
import { inventario } from '#functions/bodegas/projections/inventario.ts';
import { ordenes } from '#functions/ordenes/projections/ordenes.ts';
import { entregas } from '#functions/vehiculos/projections/entregas.ts';
import { flota } from '#functions/vehiculos/projections/flota.ts';
import { technical } from '#shared/model/technical.ts';
import { PreguntaBusqueda, RespuestaBusqueda } from './busqueda/respuesta.ts';
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
      { of: entregas, by: ['porEspera', 'porRegreso'] },
      { of: inventario, by: ['porFalta'] },
      { of: bodegas, by: ['*'] },
      { of: flota, by: ['*'] },
      { of: analitica },
    ],
    why: 'Whether anything is wrong is seen in one answer, from views of several contexts that are there already.',
  }),
  verBusqueda: technical({
    trigger: {
      on: 'http',
      route: 'GET /busqueda',
      scope: 'torre:leer',
      docs: {
        summary: 'Busca órdenes y vehículos',
        description:
          'Por el identificador de una orden o su comienzo (cuatro caracteres), la referencia o el identificador del cliente, el final de un teléfono (cuatro cifras) o una placa; como mucho veinte, lo más seguro primero. El comienzo y el teléfono se buscan entre las órdenes que siguen y las creadas en los dos últimos días. El teléfono no se responde.',
      },
      question: { accepts: PreguntaBusqueda, example: { q: '0f8f' }, answers: RespuestaBusqueda },
    },
    grants: [],
    reads: [{ of: ordenes, by: ['porEstado', 'porReferencia', 'porCliente'] }, { of: flota }],
    why: 'An operator who has a number or a name on the phone finds the order without knowing which of them it is.',
  }),
};
