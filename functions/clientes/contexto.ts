import { context } from '#shared/model/context.ts';
import { cliente } from './cliente.ts';
import { olvidarCliente } from './commands/olvidarCliente.ts';
import { registrarCliente } from './commands/registrarCliente.ts';
import { rechazos } from './rechazos.ts';

/** Customers: who they are, until they ask to be forgotten. */
export const clientes = context('clientes', {
  aggregates: { cliente },
  commands: { registrarCliente, olvidarCliente },
  rejections: rechazos,
});
