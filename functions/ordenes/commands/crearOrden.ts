import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { redondear } from '#events/comun/lugar.ts';
import { Lineas, Prioridad } from '#events/comun/pedido.ts';
import { antes, Ventana } from '#events/comun/tiempo.ts';
import { Destinatario, Destino } from '#events/ordenes/destino.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { orden } from '../orden.ts';

/** A customer asks for goods to be brought somewhere. The order's id is that of the command: sent twice, it is one order. */
export const crearOrden = command({
  of: orden,
  http: 'POST /ordenes',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Crea una orden',
    description:
      'Pide que unos productos se lleven a una dirección. La orden se reserva, se confirma y se asigna a un vehículo después de esta respuesta: siga su estado con la consulta de la orden.',
  },
  accepts: z.strictObject({
    clienteId: ClienteId,
    destinatario: Destinatario,
    destino: Destino,
    lineas: Lineas,
    ventana: Ventana.optional(),
    prioridad: Prioridad.default('normal'),
  }),
  example: {
    clienteId: EJEMPLO.clienteId,
    destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
    destino: { direccion: EJEMPLO.direccion, ciudad: 'Bogotá', coordenadas: { lat: 4.71099, lon: -74.07209 } },
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
  },
  rejects: ['VENTANA_PASADA'],
  creates: true,
  id: (_, { id }) => id,
  owner: ({ clienteId }) => clienteId,
  decide: ({ destino, ...c }, o, { id, now }) => {
    if (o.estado !== 'inexistente') return [];
    if (c.ventana && !antes(now, c.ventana.hasta)) return reject('VENTANA_PASADA', `Terminó el ${c.ventana.hasta}`);
    return [OrdenCreada({ ordenId: id, ...c, destino: { ...destino, zona: redondear(destino.coordenadas) } })];
  },
});
