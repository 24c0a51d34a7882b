import type { Declared } from '#infra/cdk/derive/functions.ts';
import type { Trigger } from '#shared/model/technical.ts';
import { functions } from './catalogue.ts';
import type { GlobalOptions } from './connection.ts';
import { UsageError } from './failures.ts';
import { show, table } from './output.ts';
import { didYouMean } from './suggest.ts';

/** Lists the functions, of all contexts or of one. */
export function funciones(context: string | undefined, options: GlobalOptions): void {
  const contexts = [...new Set(functions.map((one) => one.context.name))];
  if (context !== undefined && !contexts.includes(context)) {
    throw new UsageError(
      `no hay un contexto "${context}".${didYouMean(context, contexts) || ` Hay: ${contexts.join(', ')}`}`,
    );
  }
  const rows = functions
    .filter((one) => context === undefined || one.context.name === context)
    .map((one) => ({ contexto: one.context.name, funcion: one.name, clase: one.kind, origen: originOf(one) }));
  show(options, rows, () =>
    table(
      ['CONTEXTO', 'FUNCIÓN', 'CLASE', 'LA INICIA'],
      rows.map((row) => Object.values(row)),
    ),
  );
}

/** What starts a function. */
function originOf({ kind, declaration }: Declared): string {
  switch (kind) {
    case 'command':
      return [declaration.http, declaration.request && `petición ${declaration.request.type}`]
        .filter(Boolean)
        .join(', ');
    case 'query':
      return declaration.http;
    case 'technical':
      return triggerOf(declaration.trigger);
    default:
      return 'eventos';
  }
}

function triggerOf(trigger: Trigger): string {
  switch (trigger.on) {
    case 'http':
      return trigger.route;
    case 'pages':
      return trigger.paths.map((path) => `GET ${path}`).join(', ');
    case 'schedule':
      return 'cada minuto';
    case 'eventLog':
      return 'el registro de eventos';
    case 'table':
      return `la tabla ${trigger.of.name}`;
    case 'changes':
      return trigger.of.type;
    case 'operator':
      return 'un operador';
    case 'authorizer':
      return 'la API, en cada petición';
    case 'outside':
    case 'event':
      return trigger.types.join(', ');
    case 'socket':
      return `WebSocket ${trigger.route}`;
    case 'socketAuthorizer':
      return 'WebSocket, en cada conexión';
    case 'channel':
      return `los avisos por ${trigger.channel}`;
    case 'mail':
      return 'lo que SES dice de los correos';
    case 'live':
      return 'lo que se ve en vivo';
  }
}
