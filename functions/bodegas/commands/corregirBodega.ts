import * as z from 'zod';
import { Alcance } from '#events/bodegas/alcance.ts';
import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { EsperaMaxima } from '#events/bodegas/espera.ts';
import { Calendario } from '#events/comun/calendario.ts';
import { correccionDe } from '#events/comun/correccion.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Coordenadas, redondear } from '#events/comun/lugar.ts';
import { Ciudad, Nombre } from '#events/comun/texto.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega } from '../bodega.ts';
import { cambios } from '../cambios.ts';

/** Says what is otherwise about a warehouse than is known; what is not said stays, and what is known already changes nothing. */
export const corregirBodega = command({
  of: bodega,
  http: 'POST /bodegas/{bodegaId}/correcciones',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Corrige los datos de una bodega',
    description:
      'Cambia el nombre, la ciudad, el lugar, el calendario, la espera máxima o el alcance de una bodega. Lo que no se dice queda como está; un calendario vacío abre a toda hora. Los planes siguen al lugar, al calendario y al alcance: lo que ya no puede cumplirse busca otro. La espera máxima vale también para lo que ya espera.',
  },
  accepts: correccionDe(
    'bodegaId',
    z.strictObject({
      bodegaId: BodegaId,
      nombre: Nombre.optional(),
      ciudad: Ciudad.optional(),
      coordenadas: Coordenadas.optional(),
      calendario: Calendario.optional(),
      esperaMaximaMin: EsperaMaxima.optional(),
      alcanceKm: Alcance.optional(),
    }),
  ),
  example: { bodegaId: EJEMPLO.bodegaId, esperaMaximaMin: 120 },
  rejects: ['BODEGA_NO_EXISTE'],
  id: ({ bodegaId }) => bodegaId,
  decide: ({ bodegaId, coordenadas, ...c }, b) => {
    if (b.estado !== 'registrada') return reject('BODEGA_NO_EXISTE', bodegaId);
    const dicho = cambios(b.ficha, { ...c, zona: coordenadas && redondear(coordenadas) });
    return Object.keys(dicho).length > 0 ? [BodegaCorregida({ bodegaId, ...dicho })] : [];
  },
});
