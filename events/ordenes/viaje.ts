import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Fallo } from '#events/comun/fallo.ts';
import { BodegaId, ConductorId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Dia, Instante } from '#events/comun/tiempo.ts';

/**
 * Which vehicle brings an order in an attempt, on which day, and when it should arrive. `cambio` grows within an attempt with
 * whatever changes it: another vehicle or day, a start that was undone, a transfer on the road, a further day after it was
 * not visited. So of two of the same attempt the greater is the newer.
 */
export const Asignacion = { vehiculoId: VehiculoId, dia: Dia, eta: Instante, intento: Intento, cambio: Cambio };

/** An assignment whose route has started, and who drives it, where that is known. */
export const Viaje = { ...Asignacion, rutaId: RutaId, conductorId: ConductorId.optional() };

/** What the driver says of an attempt that failed; after a `final` one nobody tries again. */
export const FalloDeIntento = { ...Fallo, final: z.boolean() };

/**
 * A journey that ended without delivery: the attempt failed, or, without `fallo`, nobody was visited. `cargada`: goods
 * of it were aboard. `reingreso`: the warehouse that has them again, for a further journey.
 */
export const Salida = z.strictObject({
  ...Viaje,
  cargada: z.boolean(),
  fallo: z.strictObject(FalloDeIntento).optional(),
  reingreso: BodegaId.optional(),
});

/** A journey that ended without delivery. */
export type Salida = z.output<typeof Salida>;

/**
 * The journeys of an order that ended without delivery before what a request tells, the oldest first. Requests come by
 * queues of their own and may overtake each other; so each carries what the earlier ones say.
 */
export const Salidas = z.array(Salida).max(40);

/** A journey for examples: the first attempt. */
export const VIAJE = {
  vehiculoId: EJEMPLO.vehiculoId,
  dia: EJEMPLO.dia,
  eta: EJEMPLO.eta,
  intento: 1,
  cambio: 0,
  rutaId: EJEMPLO.rutaId,
  conductorId: EJEMPLO.conductorId,
} as const;
