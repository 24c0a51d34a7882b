import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, ClienteId, OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Cambio, Carga, Intento, Prioridad } from '#events/comun/pedido.ts';
import { Direccion } from '#events/comun/texto.ts';
import { Instante, Ventana } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { Plan } from './parada.ts';

/** A vehicle has one stop more. `plan` is the whole order of its stops after that; `cambio` how many vehicles had it before, in this attempt. */
export const EntregaAsignada = event('EntregaAsignada', {
  context: 'vehiculos',
  subject: 'clienteId',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    clienteId: ClienteId,
    bodegaId: BodegaId,
    direccion: personal(Direccion),
    zona: Zona,
    ...Carga,
    ventana: Ventana.optional(),
    prioridad: Prioridad,
    intento: Intento,
    cambio: Cambio,
    eta: Instante,
    plan: Plan,
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    clienteId: EJEMPLO.clienteId,
    bodegaId: EJEMPLO.bodegaId,
    direccion: EJEMPLO.direccion,
    zona: EJEMPLO.zona,
    ...EJEMPLO.carga,
    ventana: EJEMPLO.ventana,
    prioridad: 'normal',
    intento: 1,
    cambio: 0,
    eta: EJEMPLO.eta,
    plan: [{ ordenId: EJEMPLO.ordenId, eta: EJEMPLO.eta }],
  },
});
