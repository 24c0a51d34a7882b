import { context } from '#shared/model/context.ts';
import { avisos } from './notifications/avisos.ts';
import { listarAvisos } from './queries/listarAvisos.ts';

/** Messages to whoever receives an order. */
export const notificaciones = context('notificaciones', {
  notifications: { avisos },
  queries: { listarAvisos },
});
