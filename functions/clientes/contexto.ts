import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { cliente } from './cliente.ts';
import { olvidarCliente } from './commands/olvidarCliente.ts';
import { registrarCliente } from './commands/registrarCliente.ts';
import { confirmarOlvido } from './confirmarOlvido.ts';
import { clientes as vistaClientes } from './projections/clientes.ts';
import { listarClientes } from './queries/listarClientes.ts';
import { verCliente } from './queries/verCliente.ts';
import { rechazos } from './rechazos.ts';

/** Customers: who they are, until they ask to be forgotten. */
export const clientes = context('clientes', {
  aggregates: { cliente },
  commands: { registrarCliente, olvidarCliente },
  projections: { clientes: vistaClientes },
  queries: { verCliente, listarClientes },
  technical: {
    borrarClave: technical({
      trigger: { on: 'event', types: ['OlvidoPedido'] },
      grants: ['keys:forget'],
      carriesOut: [confirmarOlvido],
      why: 'A key must be gone before anybody is told: no command may delete keys, and this function does nothing else.',
    }),
  },
  rejections: rechazos,
});
