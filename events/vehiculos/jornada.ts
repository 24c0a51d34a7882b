import * as z from 'zod';

const Hora = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/);

/** The hours of the day in which a vehicle works, as clocks in Colombia show them. One that ends before it begins goes over midnight. */
export const Jornada = z.strictObject({ desde: Hora, hasta: Hora });

/** The hours of the day in which a vehicle works. */
export type Jornada = z.output<typeof Jornada>;
