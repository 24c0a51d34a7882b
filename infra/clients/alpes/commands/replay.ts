import type { Command } from 'commander';
import type { ReplayOptions } from '../options.ts';
import { instant } from '../values.ts';

/** `alpes replay`: sends archived events again to chosen rules. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .usage('--a VISTA [--a OTRA] [--archivo NOMBRE] [--desde FECHA] [--hasta FECHA]')
    .description('Envía de nuevo los eventos de un archivo a las vistas o reglas elegidas, y espera a que los tomen')
    .requiredOption(
      '--a <destino>',
      'una vista o una regla, por su nombre corto (ordenes); se puede repetir',
      (one: string, all: string[] = []) => [...all, one],
    )
    .option('--archivo <nombre>', 'el archivo de EventBridge (si falta: el de la etapa)')
    .option('--desde <fecha>', 'desde cuándo, como 2026-11-24T10:00:00Z (si falta: desde que hay archivo)', instant)
    .option('--hasta <fecha>', 'hasta cuándo (si falta: hasta ahora)', instant)
    .addHelpText('after', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { replay } = await import('../replay/replay.ts');
      await replay(command.optsWithGlobals<ReplayOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes replay --a ordenes
  alpes replay --a ordenes --a inventario --desde 2026-11-24T00:00:00Z

Ctrl-C cancela la repetición. Quien ya tiene un evento lo descarta: repetir no daña nada.`;
