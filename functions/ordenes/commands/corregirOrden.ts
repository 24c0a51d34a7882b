import * as z from 'zod';
import { correccionDe } from '#events/comun/correccion.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { redondear } from '#events/comun/lugar.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { Notas } from '#events/comun/texto.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { Destinatario, Destino } from '#events/ordenes/destino.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { command } from '#shared/model/command.ts';
import { personal } from '#shared/model/personal.ts';
import { type Rejection, reject } from '#shared/model/rejection.ts';
import { noSeCambia, noSePromete } from '../cambiable.ts';
import { clienteDe, estaFuera, type Orden, orden } from '../orden.ts';

/**
 * A customer or an operator puts right what was said wrong about an order. Where it goes, to whom and when may change until
 * it is on the road, also between two attempts; its lines only while the warehouses have the goods, and these answer later.
 */
export const corregirOrden = command({
  of: orden,
  http: 'POST /ordenes/{ordenId}/correcciones',
  scope: 'ordenes:escribir',
  docs: {
    summary: 'Corrige una orden',
    description:
      'Cambia el destinatario, el destino, la ventana (`null` la quita), las notas o las líneas; lo que no se diga se queda como está. No se puede mientras la orden está en camino, ni cuando ya terminó. Las líneas cambian solo mientras la mercancía está en la bodega, y si hay existencias para todas: la consulta de la orden dice si cambiaron.',
  },
  accepts: correccionDe(
    'ordenId',
    z.strictObject({
      ordenId: OrdenId,
      destinatario: Destinatario.optional(),
      destino: Destino.optional(),
      ventana: Ventana.nullable().optional(),
      notas: personal(Notas).optional(),
      lineas: Lineas.optional(),
    }),
  ),
  example: {
    ordenId: EJEMPLO.ordenId,
    destinatario: { nombre: 'Ana Rojas', telefono: '+573007654321' },
    destino: {
      direccion: 'Calle 100 # 19-54, oficina 301',
      ciudad: 'Bogotá',
      coordenadas: { lat: 4.68633, lon: -74.05512 },
    },
  },
  rejects: [
    'ORDEN_NO_EXISTE',
    'ORDEN_EN_TRANSITO',
    'ORDEN_TERMINADA',
    'ORDEN_SIN_CONFIRMAR',
    'CAMBIO_EN_CURSO',
    'VENTANA_PASADA',
    'VENTANA_LEJANA',
  ],
  repeats: true,
  id: ({ ordenId }) => ordenId,
  owner: (_, o) => clienteDe(o),
  decide: ({ ordenId, lineas, destino, ...datos }, o, { now }) => {
    const no = noSeCambia(o) ?? (lineas && noCambianLasLineas(o)) ?? noSePromete(datos.ventana, now);
    if (no) return no;
    const corregido = destino ? { ...datos, destino: { ...destino, zona: redondear(destino.coordenadas) } } : datos;
    return [
      ...(Object.keys(corregido).length > 0
        ? [OrdenCorregida({ ordenId, clienteId: clienteDe(o) as string, ...corregido })]
        : []),
      ...(lineas ? [CambioDeLineasPedido({ ordenId, lineas })] : []),
    ];
  },
});

function noCambianLasLineas(
  o: Orden,
): Rejection<'ORDEN_EN_TRANSITO' | 'ORDEN_SIN_CONFIRMAR' | 'CAMBIO_EN_CURSO'> | undefined {
  if (o.estado === 'creada') return reject('ORDEN_SIN_CONFIRMAR');
  if (estaFuera(o)) return reject('ORDEN_EN_TRANSITO');
  return 'lineasPedidas' in o ? reject('CAMBIO_EN_CURSO') : undefined;
}
