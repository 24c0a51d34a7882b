import { line } from '#shared/model/text.ts';

/** What the customer's own system calls an order: `PED-2030-0117`. No other order of the customer has it. */
export const ReferenciaDeOrden = line(80);
