import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Nombre, Referencia } from '#events/comun/texto.ts';
import { entre, Instante } from '#events/comun/tiempo.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { command } from '#shared/model/command.ts';
import { personal } from '#shared/model/personal.ts';
import { isRejection, reject } from '#shared/model/rejection.ts';
import { paradaAbierta } from '../parada.ts';
import { vehiculo } from '../vehiculo.ts';

/** The driver has handed over the goods. `evidencia` refers to the proof: the address of a picture, the digest of a signature. */
export const confirmarEntrega = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/entregas/{ordenId}/confirmacion',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Confirma una entrega',
    description:
      'El conductor entregó la mercancía: quién la recibió y dónde está la prueba. Repetirla no hace nada más.',
  },
  accepts: z.strictObject({
    vehiculoId: VehiculoId,
    ordenId: OrdenId,
    recibidoPor: personal(Nombre),
    evidencia: Referencia,
    entregadaEn: Instante.optional(),
  }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    ordenId: EJEMPLO.ordenId,
    recibidoPor: 'Ana Rojas',
    evidencia: 's3://evidencias/0f8fad5b.jpg',
  },
  rejects: [
    'VEHICULO_NO_EXISTE',
    'RUTA_NO_INICIADA',
    'PARADA_NO_EXISTE',
    'PARADA_ANULADA',
    'PARADA_TERMINADA',
    'HORA_IMPOSIBLE',
  ],
  id: ({ vehiculoId }) => vehiculoId,
  decide: (c, v, { now }) => {
    const abierta = paradaAbierta(v, c.ordenId, 'entregada');
    if (!abierta || isRejection(abierta)) return abierta ?? [];
    const { rutaId, iniciadaEn, parada } = abierta;
    const { clienteId, intento } = parada;
    const entregadaEn = entre(iniciadaEn, c.entregadaEn, now);
    if (entregadaEn === undefined) return reject('HORA_IMPOSIBLE', `La ruta salió el ${iniciadaEn}`);
    return [EntregaConfirmada({ ...c, clienteId, rutaId, entregadaEn, intento })];
  },
});
