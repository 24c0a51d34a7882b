import type { Command } from 'commander';
import type { CostoOptions } from '../options.ts';

/** `alpes costo`: what AWS would bill for what the grid has done. */
export function registerCosto(program: Command): void {
  program
    .command('costo')
    .usage('[--por FUNCIÓN]')
    .description('Muestra lo que AWS cobraría por lo hecho desde que arrancó la red, por función y recurso')
    .option('--por <función>', 'de qué función se da el costo por millón, con todo lo que sigue de ella', 'crearOrden')
    .addHelpText('after', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { costo } = await import('../local/costo.ts');
      await costo(command.optsWithGlobals<CostoOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes costo
  alpes costo --por registrarUbicacion
  alpes costo --json | jq '.lines[] | select(.service == "dynamodb")'

Los precios, con su fecha y su página: infra/grid/meter/prices.json.`;
