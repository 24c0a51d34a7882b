import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId } from '#events/comun/ids.ts';
import { redondear } from '#events/comun/lugar.ts';
import { Lineas, Prioridad } from '#events/comun/pedido.ts';
import { Notas } from '#events/comun/texto.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { Destinatario, Destino } from '#events/ordenes/destino.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { ReferenciaTomada } from '#events/ordenes/ReferenciaTomada.ts';
import { ReferenciaDeOrden } from '#events/ordenes/referencia.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { personal } from '#shared/model/personal.ts';
import { reject } from '#shared/model/rejection.ts';
import { noSePromete } from '../cambiable.ts';
import { contacto, destinatarioDe } from '../contacto.ts';
import { orden } from '../orden.ts';
import { idDeReferencia, referencia } from '../referencia.ts';

/** A customer asks for goods to be brought somewhere. The order's id is that of the command: sent twice, it is one order. */
export const crearOrden = unitOfWork({
  over: { orden, referencia },
  consults: { contacto },
  http: 'POST /ordenes',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Crea una orden',
    description:
      'Pide que unos productos se lleven a una dirección. La orden se reserva, se confirma y se asigna a un vehículo después de esta respuesta: siga su estado con la consulta de la orden. `referencia` es el nombre que le da el cliente, único entre sus órdenes. Sin `destinatario`, la recibe el cliente mismo, con los datos que se tienen de él.',
  },
  accepts: z.strictObject({
    clienteId: ClienteId,
    referencia: ReferenciaDeOrden.optional(),
    /** Who receives it; the customer itself where nobody is named. */
    destinatario: Destinatario.optional(),
    destino: Destino,
    lineas: Lineas,
    ventana: Ventana.optional(),
    prioridad: Prioridad.default('normal'),
    notas: personal(Notas).optional(),
  }),
  example: {
    clienteId: EJEMPLO.clienteId,
    destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
    destino: { direccion: EJEMPLO.direccion, ciudad: 'Bogotá', coordenadas: { lat: 4.71099, lon: -74.07209 } },
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
  },
  rejects: ['VENTANA_PASADA', 'VENTANA_LEJANA', 'REFERENCIA_REPETIDA', 'CONTACTO_DESCONOCIDO'],
  creates: true,
  main: (_, { id }) => ({ of: orden, id }),
  owner: ({ clienteId }) => clienteId,
  // An order that names whom it goes to, and has no reference, reads nothing and is one write.
  streams: (c) => ({
    ...(c.referencia !== undefined && { referencia: [idDeReferencia(c.clienteId, c.referencia)] }),
    ...(c.destinatario === undefined && { contacto: [c.clienteId] }),
  }),
  decide: ({ destino, destinatario: dicho, ...c }, states, { id: ordenId, now }) => {
    if (states.orden[ordenId]?.estado !== 'inexistente') return [];
    const no = noSePromete(c.ventana, now);
    if (no) return no;
    const destinatario = dicho ?? destinatarioDe(states.contacto[c.clienteId] ?? {});
    if (!destinatario) return reject('CONTACTO_DESCONOCIDO', 'Diga en "destinatario" a quién se lleva');
    const zona = redondear(destino.coordenadas);
    const creada = OrdenCreada({ ordenId, ...c, destinatario, destino: { ...destino, zona } });
    if (c.referencia === undefined) return [to(orden, ordenId, creada)];
    const nombre = idDeReferencia(c.clienteId, c.referencia);
    const otra = states.referencia[nombre]?.ordenId;
    if (otra !== undefined)
      return reject(
        'REFERENCIA_REPETIDA',
        `Es de la orden ${otra}, y de ella sigue siendo aunque se cancele: dé otra a la nueva`,
      );
    const tomada = ReferenciaTomada({ clienteId: c.clienteId, referencia: c.referencia, ordenId });
    return [to(orden, ordenId, creada), to(referencia, nombre, tomada)];
  },
});
