import { HitoDeWebhook } from '#events/notificaciones/webhook.ts';
import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { entregasDe } from './canales.ts';
import { fijarPreferencias } from './commands/fijarPreferencias.ts';
import { fijarWebhook } from './commands/fijarWebhook.ts';
import { probarWebhook } from './commands/probarWebhook.ts';
import { retirarWebhook } from './commands/retirarWebhook.ts';
import { rotarSecreto } from './commands/rotarSecreto.ts';
import { desactivarWebhook } from './desactivarWebhook.ts';
import { EJEMPLO_DE_PREGUNTA, entregasDeWebhook, PaginaDeEntregas, PreguntaDeEntregas } from './entregas.ts';
import { avisos } from './notifications/avisos.ts';
import { preferencia } from './preferencia.ts';
import { preferencias } from './projections/preferencias.ts';
import { webhooks } from './projections/webhooks.ts';
import { listarAvisos } from './queries/listarAvisos.ts';
import { listarEnviados } from './queries/listarEnviados.ts';
import { verPreferencias } from './queries/verPreferencias.ts';
import { verWebhook } from './queries/verWebhook.ts';
import { rechazos } from './rechazos.ts';
import { webhook } from './webhook.ts';

/** Messages to whoever receives an order, and to the systems of those who send them. */
export const notificaciones = context('notificaciones', {
  aggregates: { preferencia, webhook },
  commands: { fijarPreferencias, fijarWebhook, rotarSecreto, probarWebhook, retirarWebhook },
  notifications: { avisos },
  projections: { preferencias, webhooks },
  queries: { listarAvisos, listarEnviados, verPreferencias, verWebhook },
  technical: {
    enviarAplazados: technical({
      trigger: { on: 'schedule', minutes: 1 },
      grants: [],
      sends: avisos,
      why: 'What has waited for the end of quiet hours goes out then, and not when something else happens.',
    }),
    ...entregasDe(avisos),
    anotarCorreo: technical({
      trigger: { on: 'mail', of: avisos },
      grants: [],
      why: 'That SES has taken a message does not say that it has arrived: SES tells later, on a bus of its own.',
    }),
    entregarWebhooks: technical({
      trigger: {
        on: 'outside',
        types: [...HitoDeWebhook.options, 'WebhookProbado', 'ClienteOlvidado'],
      },
      grants: ['links:sign', `table:${entregasDeWebhook.name}:change`],
      table: entregasDeWebhook,
      streams: ['orden'],
      carriesOut: [desactivarWebhook, retirarWebhook],
      rows: [webhooks],
      why: 'Others are slow, or away for hours: what they are told has a queue of its own, and nobody waits for it.',
    }),
    listarEntregasDeWebhook: technical({
      trigger: {
        on: 'http',
        route: 'GET /clientes/{clienteId}/webhook/entregas',
        scope: 'notificaciones:leer',
        forCustomers: true,
        docs: {
          summary: 'Lo que recibió el webhook de un cliente',
          description:
            'Los mensajes de los últimos 30 días al sistema de un cliente, del hito más nuevo al más viejo, con cada intento: cuándo, qué se respondió (el estado HTTP, o por qué no hubo respuesta) y en cuántos milisegundos. `siguiente` es el `hasta` de la página que sigue.',
        },
        question: { accepts: PreguntaDeEntregas, example: EJEMPLO_DE_PREGUNTA, answers: PaginaDeEntregas },
        rejects: ['NO_ES_SUYO'],
      },
      grants: [`table:${entregasDeWebhook.name}:read`],
      uses: entregasDeWebhook.name,
      why: 'Attempts are no facts of the business: they are kept beside the log, for a month.',
    }),
  },
  rejections: rechazos,
});
