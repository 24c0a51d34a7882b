import * as z from 'zod';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Telefono, texto } from '#events/comun/texto.ts';
import { personal } from '#shared/model/personal.ts';

/** Who receives an order. */
export const Destinatario = z.strictObject({
  nombre: personal(texto(120)),
  telefono: personal(Telefono),
  correo: personal(z.email()).optional(),
});

/** Where an order goes, as the customer says it. */
export const Destino = z.strictObject({
  direccion: personal(texto(200)),
  ciudad: texto(80),
  coordenadas: personal(Coordenadas),
});
