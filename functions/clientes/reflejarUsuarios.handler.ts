import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { clienteDe } from '#events/legado/usuariosLegado.ts';
import { changeFunction } from '#shared/runtime/changes/changeFunction.ts';
import { decide } from '#shared/runtime/eventLog/decide.ts';
import { firstTraceparent } from '#shared/runtime/tracing/context.ts';
import { traced } from '#shared/runtime/tracing/traced.ts';
import { reflejarUsuario } from './reflejarUsuario.ts';
import { traducida } from './usuario.ts';

const ACTOR = { subject: 'reflejarUsuarios', scopes: [] };

/** Makes customers of the legacy system's users, and has those forgotten that are deleted there. */
export const handler = changeFunction(UsuarioCambiado, ({ key, row, connector: origen, position }) => {
  const clienteId = clienteDe(key);
  const commandId = `reflejo-${clienteId}-${position.epoch}-${position.place}`;
  const input = { clienteId, posicion: { ...position, origen }, usuario: row && traducida(row) };
  const ids = { commandId, comesAgain: false, correlationId: commandId, causationId: commandId };
  return traced([{ traceparent: firstTraceparent(undefined) }], (traceparent) =>
    decide(reflejarUsuario, { input, ...ids, actor: ACTOR, ...(traceparent && { traceparent }) }),
  );
});
