import * as z from 'zod';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Ciudad, Correo, Direccion, Nombre, Telefono } from '#events/comun/texto.ts';
import { personal } from '#shared/model/personal.ts';

/** Who receives an order. */
export const Destinatario = z.strictObject({
  nombre: personal(Nombre),
  telefono: personal(Telefono),
  correo: personal(Correo).optional(),
});

/** Where an order goes, as the customer says it. */
export const Destino = z.strictObject({
  direccion: personal(Direccion),
  ciudad: Ciudad,
  coordenadas: personal(Coordenadas),
});
