import * as z from 'zod';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Coordenadas, redondear } from '#events/comun/lugar.ts';
import { Ciudad, Nombre } from '#events/comun/texto.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { bodega } from '../bodega.ts';

/** Adds a warehouse to the network. */
export const registrarBodega = command({
  of: bodega,
  http: 'POST /bodegas',
  scope: 'bodegas:escribir',
  docs: {
    summary: 'Abre una bodega',
    description: 'Añade una bodega a la red. Las órdenes siguientes ya la tienen en cuenta.',
  },
  accepts: z.strictObject({
    bodegaId: BodegaId,
    nombre: Nombre,
    ciudad: Ciudad,
    coordenadas: Coordenadas,
  }),
  example: {
    bodegaId: EJEMPLO.bodegaId,
    nombre: 'Bodega Norte',
    ciudad: 'Bogotá',
    coordenadas: { lat: 4.76, lon: -74.045 },
  },
  rejects: ['BODEGA_YA_EXISTE'],
  id: ({ bodegaId }) => bodegaId,
  decide: ({ coordenadas, ...c }, { estado }) =>
    estado === 'registrada'
      ? reject('BODEGA_YA_EXISTE', c.bodegaId)
      : [BodegaRegistrada({ ...c, zona: redondear(coordenadas) })],
});
