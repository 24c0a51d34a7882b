import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { cliente } from './cliente.ts';
import { olvidarCliente } from './commands/olvidarCliente.ts';
import { registrarCliente } from './commands/registrarCliente.ts';
import { confirmarOlvido } from './confirmarOlvido.ts';
import { clientes as vistaClientes } from './projections/clientes.ts';
import { ordenesAbiertas } from './projections/ordenesAbiertas.ts';
import { listarClientes } from './queries/listarClientes.ts';
import { verCliente } from './queries/verCliente.ts';
import { rechazos } from './rechazos.ts';

/** Customers: who they are, until they ask to be forgotten. */
export const clientes = context('clientes', {
  aggregates: { cliente },
  commands: { registrarCliente, olvidarCliente },
  projections: { clientes: vistaClientes, ordenesAbiertas },
  queries: { verCliente, listarClientes },
  technical: {
    cerrarClave: technical({
      trigger: { on: 'event', types: ['OlvidoPedido'] },
      grants: ['keys:close'],
      why: 'Whoever asks to be forgotten orders nothing more, from then on; no command may write to keys that are there.',
    }),
    borrarClave: technical({
      trigger: { on: 'schedule', minutes: 5 },
      grants: ['keys:forget'],
      carriesOut: [confirmarOlvido],
      reads: [{ of: vistaClientes, by: ['porEstado'] }, { of: ordenesAbiertas }],
      why: 'A key must be gone before anybody is told, and no order may need it: no command may delete keys, and this function does nothing else.',
    }),
  },
  rejections: rechazos,
});
