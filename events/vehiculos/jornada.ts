import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorId, VehiculoId } from '#events/comun/ids.ts';
import { Dia } from '#events/comun/tiempo.ts';

/** A driver, a day, and the vehicle of that day. */
export const JornadaDeConductor = z.object({ conductorId: ConductorId, dia: Dia, vehiculoId: VehiculoId });

/** One of them, for examples. */
export const EJEMPLO_DE_JORNADA = {
  conductorId: EJEMPLO.conductorId,
  dia: EJEMPLO.dia,
  vehiculoId: EJEMPLO.vehiculoId,
};
