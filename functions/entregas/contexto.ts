import { context } from '#shared/model/context.ts';

/** The delivery as a process over orders, warehouses and vehicles; owned by none of them. */
export const entregas = context('entregas', {});
