import type { Command } from 'commander';
import type { GlobalOptions } from '../connection.ts';

/** `alpes colas` and `alpes colas reenviar`: queues and their dead letters. */
export function registerColas(program: Command): void {
  const colas = program
    .command('colas')
    .usage('[reenviar COLA]')
    .description('Muestra las colas y sus mensajes muertos')
    .addHelpText('after', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { listar } = await import('../colas/listar.ts');
      await listar(command.optsWithGlobals<GlobalOptions>());
    });
  colas
    .command('reenviar')
    .usage('COLA')
    .description('Devuelve los mensajes muertos de una cola a donde se procesan')
    .argument('<cola>', 'su nombre corto, como ordenes o relay')
    .action(async (name: string, _: unknown, command: Command) => {
      const { reenviar } = await import('../colas/reenviar.ts');
      await reenviar(name, command.optsWithGlobals<GlobalOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes colas
  alpes colas reenviar ordenes`;
