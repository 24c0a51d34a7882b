import { context } from '#shared/model/context.ts';
import { cumplimiento } from './sagas/cumplimiento.ts';

/** The fulfilment of an order as a process over orders, warehouses and vehicles; owned by none of them. */
export const entregas = context('entregas', { sagas: { cumplimiento } });
