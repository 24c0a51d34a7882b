import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, ClienteId, OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Carga, Intento, Prioridad } from '#events/comun/pedido.ts';
import { Direccion } from '#events/comun/texto.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { personal } from '#shared/model/personal.ts';
import { request } from '#shared/model/request.ts';

/** Asks for a vehicle. Answered by AsignacionHecha or AsignacionRechazada; nothing when the attempt was assigned or withdrawn already. */
export const asignarEntrega = request('asignarEntrega', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    clienteId: ClienteId,
    bodegaId: BodegaId,
    direccion: personal(Direccion),
    zona: Zona,
    ...Carga,
    ventana: Ventana.optional(),
    prioridad: Prioridad,
    intento: Intento,
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    clienteId: EJEMPLO.clienteId,
    bodegaId: EJEMPLO.bodegaId,
    direccion: EJEMPLO.direccion,
    zona: EJEMPLO.zona,
    ...EJEMPLO.carga,
    ventana: EJEMPLO.ventana,
    prioridad: 'normal',
    intento: 1,
  },
});
