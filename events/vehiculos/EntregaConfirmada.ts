import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Nombre, Referencia } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';

/** The driver has handed over the goods of an order, and has proof. */
export const EntregaConfirmada = event('EntregaConfirmada', {
  context: 'vehiculos',
  subject: 'clienteId',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    clienteId: ClienteId,
    rutaId: RutaId,
    recibidoPor: personal(Nombre),
    evidencia: Referencia,
    entregadaEn: Instante,
    intento: Intento,
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    clienteId: EJEMPLO.clienteId,
    rutaId: EJEMPLO.rutaId,
    recibidoPor: 'Ana Rojas',
    evidencia: 's3://evidencias/0f8fad5b.jpg',
    entregadaEn: EJEMPLO.eta,
    intento: 1,
  },
});
