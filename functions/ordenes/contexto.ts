import { context } from '#shared/model/context.ts';
import { cancelarOrden } from './commands/cancelarOrden.ts';
import { crearOrden } from './commands/crearOrden.ts';
import { orden } from './orden.ts';
import { rechazos } from './rechazos.ts';

/** Orders: what customers ask for, and what becomes of it. */
export const ordenes = context('ordenes', {
  aggregates: { orden },
  commands: { crearOrden, cancelarOrden },
  rejections: rechazos,
});
