import * as z from 'zod';
import { OrdenId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';

/** A stop in the order of a vehicle's route, with the time it is expected there. */
export const Parada = z.strictObject({ ordenId: OrdenId, eta: Instante });

/** A stop in the order of a vehicle's route. */
export type Parada = z.output<typeof Parada>;

/** The stops of a vehicle, in their order. */
export const Plan = z.array(Parada).max(1_000);
