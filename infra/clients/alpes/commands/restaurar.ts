import type { Command } from 'commander';
import type { RestaurarOptions } from '../options.ts';

/** `alpes restaurar`: brings the event log back from a copy. */
export function registerRestaurar(program: Command): void {
  program
    .command('restaurar')
    .usage('--de COPIA [--comprobar | --claves COPIA [--avisos COPIA]]')
    .description(
      'Trae de vuelta el registro de eventos desde una copia, a una etapa nueva y vacía, y lo que estaba en curso',
    )
    .requiredOption(
      '--de <copia>',
      'el registro de eventos: una tabla (nombre o ARN), una carpeta o un s3://… con una exportación',
    )
    .option('--comprobar', 'solo dice si la copia está entera')
    .option('--claves <copia>', 'las claves, lo más nuevas que las haya')
    .option('--avisos <copia>', 'los avisos, lo más nuevos que los haya (si falta: se dan todos por enviados)')
    .addHelpText('after', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { restaurar } = await import('../restaurar/restaurar.ts');
      await restaurar(command.optsWithGlobals<RestaurarOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes restaurar --de alpes-prod-event-log-0310 --comprobar --aws --etapa relevo
  alpes restaurar --de s3://copias/AWSDynamoDB/01693685827463-2d8752fd --claves alpes-prod-claves \\
    --avisos alpes-prod-vista-avisos --aws --etapa relevo

Una copia de AWS Backup, como las que se guardan en otra cuenta, se restaura antes a una tabla, y esa se nombra aquí.
La etapa debe estar desplegada de estas mismas fuentes, y no tener hechos. Si se interrumpe, la misma orden sigue donde iba.
Nada de lo que ya se dijo afuera se repite. Los pasos antes y después: docs/operations.md.`;
