import * as z from 'zod';
import { Alcance } from '#events/bodegas/alcance.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { EsperaMaxima } from '#events/bodegas/espera.ts';
import { Calendario } from '#events/comun/calendario.ts';
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
    description:
      'Añade una bodega a la red. Las órdenes siguientes ya la tienen en cuenta. Sin calendario abre a toda hora y todos los días; con uno, no los festivos de Colombia, salvo que lo diga. Las órdenes que esperen un plan más de `esperaMaximaMin` minutos (240, si no se dice) se muestran a una persona. Sirve hasta `alcanceKm` kilómetros en línea recta (700, si no se dice): más lejos de toda bodega no hay servicio.',
  },
  accepts: z.strictObject({
    bodegaId: BodegaId,
    nombre: Nombre,
    ciudad: Ciudad,
    coordenadas: Coordenadas,
    calendario: Calendario.optional(),
    esperaMaximaMin: EsperaMaxima.optional(),
    alcanceKm: Alcance.optional(),
  }),
  example: {
    bodegaId: EJEMPLO.bodegaId,
    nombre: 'Bodega Norte',
    ciudad: 'Bogotá',
    coordenadas: { lat: 4.76, lon: -74.045 },
    calendario: { jornada: { desde: '06:00', hasta: '20:00' }, descansa: ['domingo'] },
    esperaMaximaMin: 240,
  },
  rejects: ['BODEGA_YA_EXISTE'],
  id: ({ bodegaId }) => bodegaId,
  decide: ({ coordenadas, ...c }, { estado }) =>
    estado === 'registrada'
      ? reject('BODEGA_YA_EXISTE', c.bodegaId)
      : [BodegaRegistrada({ ...c, zona: redondear(coordenadas) })],
});
