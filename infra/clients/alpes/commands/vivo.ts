import type { Command } from 'commander';
import type { GlobalOptions } from '../connection.ts';

/** `alpes vivo`: what happens, as it happens. */
export function registerVivo(program: Command): void {
  program
    .command('vivo')
    .usage('[TEMA]')
    .description('Muestra en vivo lo que cambia, una línea por cambio, hasta Ctrl-C')
    .argument('[tema]', 'tablero, o ciudad:, bodega:, vehiculo:, orden: o cliente: y de cuál', 'tablero')
    .addHelpText('after', EXAMPLES)
    .action(async (topic: string, _: unknown, command: Command) => {
      const { vivo } = await import('../vivo/vivo.ts');
      await vivo(topic, command.optsWithGlobals<GlobalOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes vivo
  alpes vivo vehiculo:ALN000
  alpes vivo bodega:BOG-NORTE --json | jq .fila`;
