import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, ConductorId, VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle has told where it is. It is told while somebody may look, and kept in no stream; its version is its time in milliseconds. */
export const UbicacionRegistrada = event('UbicacionRegistrada', {
  context: 'vehiculos',
  schema: z.object({
    vehiculoId: VehiculoId,
    /** The vehicle's base. */
    bodegaId: BodegaId,
    /** Whose route it is on. */
    conductorId: ConductorId.optional(),
    coordenadas: Coordenadas,
    registradaEn: Instante,
  }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    bodegaId: EJEMPLO.bodegaId,
    coordenadas: { lat: 4.70512, lon: -74.05831 },
    registradaEn: '2026-01-15T12:00:00.000Z',
  },
});
