import type { Command } from 'commander';
import type { GlobalOptions } from '../connection.ts';

/** `alpes funciones`: what there is to invoke. */
export function registerFunciones(program: Command): void {
  program
    .command('funciones')
    .usage('[CONTEXTO]')
    .description('Muestra las funciones, por contexto')
    .argument('[contexto]', 'solo las de este contexto')
    .addHelpText('after', '\nEjemplo:\n  alpes funciones ordenes')
    .action(async (context: string | undefined, _: unknown, command: Command) => {
      const { funciones } = await import('../funciones.ts');
      funciones(context, command.optsWithGlobals<GlobalOptions>());
    });
}
