import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, ConductorId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento, Lineas } from '#events/comun/pedido.ts';
import { Nombre, Referencia } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';

/** The driver has handed over these goods, and has proof; unless it is `completa`, the rest comes back. `tardia` when the stop had been closed otherwise before. */
export const EntregaConfirmada = event('EntregaConfirmada', {
  context: 'vehiculos',
  subject: 'clienteId',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    clienteId: ClienteId,
    rutaId: RutaId,
    conductorId: ConductorId.optional(),
    recibidoPor: personal(Nombre),
    evidencia: Referencia,
    entregadaEn: Instante,
    intento: Intento,
    lineas: Lineas,
    completa: z.boolean(),
    tardia: z.boolean(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    clienteId: EJEMPLO.clienteId,
    rutaId: EJEMPLO.rutaId,
    conductorId: EJEMPLO.conductorId,
    recibidoPor: 'Ana Rojas',
    evidencia: 's3://evidencias/0f8fad5b.jpg',
    entregadaEn: EJEMPLO.eta,
    intento: 1,
    lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
    completa: true,
    tardia: false,
  },
});
