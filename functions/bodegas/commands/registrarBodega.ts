import * as z from 'zod';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Coordenadas, redondear } from '#events/comun/lugar.ts';
import { Ciudad, Nombre } from '#events/comun/texto.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { RED, red } from '../red.ts';

/** Adds a warehouse to the network. */
export const registrarBodega = command({
  of: red,
  http: 'POST /bodegas',
  scope: 'bodegas:escribir',
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
  id: () => RED,
  decide: ({ coordenadas, ...c }, r) =>
    r.bodegas[c.bodegaId]
      ? reject('BODEGA_YA_EXISTE', c.bodegaId)
      : [BodegaRegistrada({ ...c, zona: redondear(coordenadas) })],
});
