import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { fijarPreferencias } from './commands/fijarPreferencias.ts';
import { avisos } from './notifications/avisos.ts';
import { preferencia } from './preferencia.ts';
import { preferencias } from './projections/preferencias.ts';
import { listarAvisos } from './queries/listarAvisos.ts';
import { listarEnviados } from './queries/listarEnviados.ts';
import { verPreferencias } from './queries/verPreferencias.ts';

/** Messages to whoever receives an order. */
export const notificaciones = context('notificaciones', {
  aggregates: { preferencia },
  commands: { fijarPreferencias },
  notifications: { avisos },
  projections: { preferencias },
  queries: { listarAvisos, listarEnviados, verPreferencias },
  technical: {
    enviarAplazados: technical({
      trigger: { on: 'schedule', minutes: 1 },
      grants: [],
      sends: avisos,
      why: 'What has waited for the end of quiet hours goes out then, and not when something else happens.',
    }),
  },
});
