import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { command } from '#shared/model/command.ts';
import { reject } from '#shared/model/rejection.ts';
import { vehiculo } from '../vehiculo.ts';

/** A vehicle is back. Goods that nobody said anything about are back with it: their delivery has failed. */
export const finalizarRuta = command({
  of: vehiculo,
  http: 'POST /vehiculos/{vehiculoId}/rutas/finalizacion',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Termina una ruta',
    description: 'El vehículo volvió a su base. Las paradas sin noticia cuentan como entregas fallidas.',
  },
  accepts: z.strictObject({ vehiculoId: VehiculoId }),
  example: { vehiculoId: EJEMPLO.vehiculoId },
  rejects: ['VEHICULO_NO_EXISTE', 'RUTA_NO_INICIADA'],
  id: ({ vehiculoId }) => vehiculoId,
  decide: ({ vehiculoId }, v) => {
    if (v.estado === 'inexistente') return reject('VEHICULO_NO_EXISTE');
    if (v.estado !== 'enRuta') return reject('RUTA_NO_INICIADA');
    const { rutaId } = v;
    return [
      ...v.paradas
        .filter(({ estado }) => estado === 'enRuta')
        .map(({ ordenId, intento }) =>
          EntregaFallida({
            ordenId,
            vehiculoId,
            rutaId,
            motivo: 'El vehículo terminó su ruta sin llegar a esta dirección',
            intento,
          }),
        ),
      RutaFinalizada({ vehiculoId, rutaId }),
    ];
  },
});
