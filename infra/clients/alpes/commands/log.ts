import type { Command } from 'commander';
import type { LogOptions } from '../options.ts';
import { positive } from '../values.ts';

/** `alpes log`: reads the event log. */
export function registerLog(program: Command): void {
  program
    .command('log')
    .usage('FLUJO [--desde VERSIÓN] [--descifrar]')
    .description('Muestra los eventos de un flujo; con solo el identificador, los de todos los flujos que lo llevan')
    .argument('<flujo>', 'como orden#0f8fad5b-d9cb-469f-a165-70867728950e, o solo el identificador')
    .option('--desde <versión>', 'primera versión que se muestra', positive, 1)
    .option('--descifrar', 'lee las claves y muestra los datos personales')
    .addHelpText('after', EXAMPLES)
    .action(async (stream: string, _: unknown, command: Command) => {
      const { log } = await import('../log/log.ts');
      await log(stream, command.optsWithGlobals<LogOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes log 0f8fad5b-d9cb-469f-a165-70867728950e      la orden, su reserva, su entrega y su cumplimiento
  alpes log inventario#BOG-NORTE:CAFE-500 --desde 40
  alpes log orden#0f8fad5b-d9cb-469f-a165-70867728950e --json | jq .eventos[].tipo`;
