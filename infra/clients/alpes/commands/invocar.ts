import { type Command, Option } from 'commander';
import type { InvocarOptions } from '../options.ts';

/** `alpes invocar`: runs one function. */
export function registerInvocar(program: Command): void {
  program
    .command('invocar')
    .usage('FUNCIÓN (--evento ARCHIVO | --evento - | --ejemplo) [--en-proceso]')
    .description('Invoca una función y muestra su registro y su resultado')
    .argument('<función>', 'su nombre corto, como crearOrden')
    .addOption(
      new Option('--evento <archivo>', 'el evento, en JSON; "-" lo lee de la entrada estándar').conflicts('ejemplo'),
    )
    .option('--ejemplo', 'usa el ejemplo de su declaración, y lo muestra')
    .option('--en-proceso', 'la ejecuta en este proceso, para un depurador')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, _: unknown, command: Command) => {
      const { invocar } = await import('../invocar/invocar.ts');
      await invocar(name, command.optsWithGlobals<InvocarOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes invocar crearOrden --ejemplo
  echo '{"ordenId":"0f8fad5b-d9cb-469f-a165-70867728950e","motivo":"ya no"}' | alpes invocar cancelarOrden --evento -
  npx node --inspect-brk infra/clients/alpes/main.ts invocar crearOrden --ejemplo --en-proceso

Un rechazo sale por la salida de errores en una línea, con su código, y el código de salida es 1.`;
