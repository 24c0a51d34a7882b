import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { usuariosLegado } from '#events/legado/usuariosLegado.ts';
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
import { reflejarUsuario } from './reflejarUsuario.ts';

/** How far the snapshot of each table of another system is. */
const CAPTURAS = { name: 'capturas', partition: 'tabla' } as const;

/** Customers: who they are, until they ask to be forgotten. */
export const clientes = context('clientes', {
  aggregates: { cliente },
  commands: { registrarCliente, olvidarCliente },
  projections: { clientes: vistaClientes, ordenesAbiertas },
  queries: { verCliente, listarClientes },
  technical: {
    capturarUsuarios: technical({
      trigger: { on: 'table', of: usuariosLegado },
      publishes: UsuarioCambiado,
      uses: CAPTURAS.name,
      grants: [`table:${CAPTURAS.name}:read`],
      why: 'The legacy system tells nobody what it changes: the stream of its table does.',
    }),
    instantaneaDeUsuarios: technical({
      trigger: { on: 'operator' },
      publishes: UsuarioCambiado,
      scans: usuariosLegado,
      reads: [{ of: vistaClientes, by: ['porOrigen'] }],
      table: CAPTURAS,
      grants: [`table:${CAPTURAS.name}:read`, `table:${CAPTURAS.name}:write`],
      why: 'Of what was there before the stream was read, or while nobody read it, no stream tells.',
    }),
    reflejarUsuarios: technical({
      trigger: { on: 'changes', of: UsuarioCambiado },
      grants: [],
      carriesOut: [reflejarUsuario],
      why: 'What the legacy system keeps is to be read, and brought to the forms of this one, before a command may decide.',
    }),
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
