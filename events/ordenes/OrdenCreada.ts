import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Lineas, Prioridad } from '#events/comun/pedido.ts';
import { Notas } from '#events/comun/texto.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { Destinatario, Destino } from './destino.ts';
import { ReferenciaDeOrden } from './referencia.ts';

/** A customer has asked for goods to be brought somewhere. `referencia` is the customer's own name for it, `notas` are for whoever brings it. */
export const OrdenCreada = event('OrdenCreada', {
  context: 'ordenes',
  subject: 'clienteId',
  schema: z.object({
    ordenId: OrdenId,
    clienteId: ClienteId,
    referencia: ReferenciaDeOrden.optional(),
    destinatario: Destinatario,
    destino: Destino.extend({ zona: Zona }),
    lineas: Lineas,
    ventana: Ventana.optional(),
    prioridad: Prioridad,
    notas: personal(Notas).optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    clienteId: EJEMPLO.clienteId,
    referencia: 'PED-2030-0117',
    destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567', correo: 'ana@example.com' },
    destino: {
      direccion: EJEMPLO.direccion,
      ciudad: 'Bogotá',
      coordenadas: { lat: 4.71099, lon: -74.07209 },
      zona: EJEMPLO.zona,
    },
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
    ventana: EJEMPLO.ventana,
    prioridad: 'normal',
    notas: 'Timbrar dos veces',
  },
});
