import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Notas } from '#events/comun/texto.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { Destinatario, Destino } from './destino.ts';

/** Something about an order was said wrong: what is here is right, what is not stays. A window of `null`: any time will do. */
export const OrdenCorregida = event('OrdenCorregida', {
  context: 'ordenes',
  subject: 'clienteId',
  schema: z.object({
    ordenId: OrdenId,
    clienteId: ClienteId,
    destinatario: Destinatario.optional(),
    destino: Destino.extend({ zona: Zona }).optional(),
    ventana: Ventana.nullable().optional(),
    notas: personal(Notas).optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    clienteId: EJEMPLO.clienteId,
    destinatario: { nombre: 'Ana Rojas', telefono: '+573007654321' },
    destino: {
      direccion: 'Calle 100 # 19-54, oficina 301',
      ciudad: 'Bogotá',
      coordenadas: { lat: 4.68633, lon: -74.05512 },
      zona: { lat: 4.686, lon: -74.055 },
    },
    ventana: null,
    notas: 'Entregar en recepción',
  },
});
