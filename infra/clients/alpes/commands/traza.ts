import type { Command } from 'commander';
import type { TrazaOptions } from '../options.ts';

/** `alpes traza`: where the time went. */
export function registerTraza(program: Command): void {
  program
    .command('traza')
    .usage('FLUJO [--llamadas]')
    .description('Muestra qué funciones trabajaron para una orden, cuándo y cuánto, y sus llamadas a AWS')
    .argument('<flujo>', 'como orden#0f8fad5b-d9cb-469f-a165-70867728950e, o solo el identificador')
    .option('--llamadas', 'muestra cada llamada a AWS en su línea')
    .addHelpText('after', EXAMPLES)
    .action(async (stream: string, _: unknown, command: Command) => {
      const { traza } = await import('../traza/traza.ts');
      await traza(stream, command.optsWithGlobals<TrazaOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes traza 0f8fad5b-d9cb-469f-a165-70867728950e
  alpes traza vehiculo#CAMION-7 --llamadas
  alpes traza 0f8fad5b-d9cb-469f-a165-70867728950e --json | jq '.trazas[0].tramos | length'`;
