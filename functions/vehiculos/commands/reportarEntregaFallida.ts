import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { command } from '#shared/model/command.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { paradaAbierta } from '../parada.ts';
import { vehiculo } from '../vehiculo.ts';

/** The driver could not hand over the goods, and brings them back. */
export const reportarEntregaFallida = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/entregas/{ordenId}/fallo',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Reporta una entrega fallida',
    description:
      'El conductor no pudo entregar y trae la mercancía de vuelta. Hasta el tercer intento se busca otra vez un vehículo.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId, ordenId: OrdenId, motivo: Motivo }),
  example: { vehiculoId: EJEMPLO.vehiculoId, ordenId: EJEMPLO.ordenId, motivo: 'No había quién recibiera' },
  rejects: ['VEHICULO_NO_EXISTE', 'RUTA_NO_INICIADA', 'PARADA_NO_EXISTE', 'PARADA_ANULADA', 'PARADA_TERMINADA'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: (c, v) => {
    const abierta = paradaAbierta(v, c.ordenId, 'fallida');
    if (!abierta || isRejection(abierta)) return abierta ?? [];
    return [EntregaFallida({ ...c, rutaId: abierta.rutaId, intento: abierta.parada.intento })];
  },
});
