import * as z from 'zod';
import { Coordenadas } from '#events/comun/lugar.ts';
import { personal } from '#shared/model/personal.ts';

/** Who receives an order. */
export const Destinatario = z.strictObject({
  nombre: personal(z.string().min(1).max(120)),
  telefono: personal(z.string().regex(/^\+?[0-9 ]{7,20}$/)),
  correo: personal(z.email()).optional(),
});

/** Where an order goes, as the customer says it. */
export const Destino = z.strictObject({
  direccion: personal(z.string().min(1).max(200)),
  ciudad: z.string().min(1).max(80),
  coordenadas: personal(Coordenadas),
});
