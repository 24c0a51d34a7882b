import type { Command } from 'commander';
import type { GlobalOptions } from '../connection.ts';

/** `alpes cdc`, with `seguir`, `instantanea` and `importar`: the users of the legacy system. */
export function registerCdc(program: Command): void {
  const cdc = program.command('cdc').usage('ORDEN').description('Los usuarios del sistema anterior y sus cambios');
  cdc
    .command('seguir')
    .usage('[opciones]')
    .description('Muestra en vivo los cambios que se publican, una línea por cambio, hasta Ctrl-C')
    .action(async (_: unknown, command: Command) => {
      const { seguir } = await import('../cdc/seguir.ts');
      await seguir(command.optsWithGlobals<GlobalOptions>());
    });
  cdc
    .command('instantanea')
    .usage('[opciones]')
    .description('Lee la tabla entera mientras cambia; si se interrumpe, la misma orden sigue donde iba')
    .action(async (_: unknown, command: Command) => {
      const { instantanea } = await import('../cdc/instantanea.ts');
      await instantanea(command.optsWithGlobals<GlobalOptions>());
    });
  cdc
    .command('importar')
    .usage('ARCHIVO')
    .description('Llena la tabla del sistema anterior, en su lugar: de un volcado de MySQL o de un CSV')
    .argument('<archivo>', 'ARCHIVO.sql con INSERT INTO usuarios, o un CSV en UTF-8 con encabezado')
    .addHelpText('after', COLUMNS)
    .action(async (file: string, _: unknown, command: Command) => {
      const { importar } = await import('../cdc/importar.ts');
      await importar(file, command.optsWithGlobals<GlobalOptions>());
    });
}

const COLUMNS = `
Columnas: id, nombre, apellido, correo, telefono, direccion, creado, actualizado, activo

Ejemplos:
  alpes cdc importar usuarios.sql
  alpes cdc importar usuarios.csv

Las líneas con errores se dicen por su número y se saltan. Importar otra vez lo mismo no cambia nada.`;
