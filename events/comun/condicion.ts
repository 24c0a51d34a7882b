import * as z from 'zod';

/** In which condition goods came back to a warehouse; of what did not come back, that it is missing. */
export const Condicion = z.enum(['vendible', 'danada', 'faltante']);

/** In which condition goods came back to a warehouse. */
export type Condicion = z.output<typeof Condicion>;
