import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Fallo } from '#events/comun/fallo.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { entrega } from '../entrega.ts';
import { paradaAbierta, rutaAbierta, sinRecoger } from '../ruta.ts';
import { vehiculo } from '../vehiculo.ts';

/** The driver was there and could not hand over the goods, which stay in the vehicle. */
export const reportarEntregaFallida = unitOfWork({
  over: { entrega, vehiculo },
  http: 'POST /vehiculos/{vehiculoId}/entregas/{ordenId}/fallo',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Reporta una entrega fallida',
    description:
      'El conductor no pudo entregar y la mercancía, que ya lleva toda, sigue en el vehículo. Se intenta hasta tres veces, salvo que quien debía recibir no la quiera.',
  },
  accepts: z
    .strictObject({ vehiculoId: VehiculoId, ordenId: OrdenId, ...Fallo })
    .refine(({ motivo, detalle }) => motivo !== 'otro' || detalle !== undefined, {
      error: 'Con el motivo «otro» hay que decir en palabras qué pasó',
      path: ['detalle'],
    }),
  example: { vehiculoId: EJEMPLO.vehiculoId, ordenId: EJEMPLO.ordenId, motivo: 'ausente' },
  rejects: [
    'VEHICULO_NO_EXISTE',
    'RUTA_NO_INICIADA',
    'CONDUCTOR_AJENO',
    'PARADA_NO_EXISTE',
    'PARADA_ANULADA',
    'PARADA_TERMINADA',
    'MERCANCIA_SIN_RECOGER',
  ],
  main: ({ ordenId }) => ({ of: entrega, id: ordenId }),
  streams: ({ vehiculoId }) => ({ vehiculo: [vehiculoId] }),
  decide: (c, states, { actor }) => {
    const { ordenId, vehiculoId } = c;
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    const ruta = rutaAbierta(v, actor);
    if (isRejection(ruta)) return ruta;
    const parada = paradaAbierta(v, ordenId);
    if (!parada || isRejection(parada)) return parada ?? [];
    const e = states.entrega[ordenId] ?? entrega.initial;
    if (!e.viaje?.cargada) return sinRecoger(ordenId, e);
    const { rutaId, conductorId } = ruta;
    return [
      to(entrega, ordenId, EntregaFallida({ ...c, rutaId, conductorId, intento: parada.intento })),
      to(vehiculo, vehiculoId, ParadaCerrada({ vehiculoId, rutaId, ordenId, fin: 'fallida' })),
    ];
  },
});
