import type { Command } from 'commander';
import type { ImportarOptions } from '../options.ts';
import { positive } from '../values.ts';

/** `alpes ordenes importar`: orders from a CSV, through the API. */
export function registerOrdenes(program: Command): void {
  const ordenes = program.command('ordenes').usage('ORDEN').description('Órdenes: importar');
  ordenes
    .command('importar')
    .usage('ARCHIVO [--api URL] [--token T] [--concurrencia N]')
    .description('Crea las órdenes de un CSV; lo que se interrumpe sigue donde iba, y nada se crea dos veces')
    .argument('<archivo>', 'CSV en UTF-8, separado por comas, con encabezado')
    .option('--api <url>', 'la API (si falta: ALPES_API o outputs.json)')
    .option('--token <token>', 'quién importa (si falta: ALPES_TOKEN o outputs.json)')
    .option('--concurrencia <n>', 'peticiones a la vez', positive, 8)
    .option('--desde-cero', 'no mira ARCHIVO.progreso: lo envía todo otra vez')
    .addHelpText('after', HEADER)
    .action(async (file: string, _: unknown, command: Command) => {
      const { importar } = await import('../importar/importar.ts');
      await importar(file, command.optsWithGlobals<ImportarOptions>());
    });
}

const HEADER = `
Columnas (en cualquier orden):
  referencia  la del pedido en su sistema; única para cada cliente     clienteId
  nombre, telefono, correo (opcional)                                  quién recibe
  direccion, ciudad, lat, lon                                          dónde
  lineas      CAFE-500:2;PAN-01:1                                      qué
  desde, hasta, prioridad (opcionales)   2026-12-01T13:00:00Z, normal o alta
  notas       (opcional)                                               lo que el conductor debe saber

Ejemplo:
  alpes ordenes importar pedidos.csv --concurrencia 16

Las líneas con errores se saltan y quedan, con su motivo, en ARCHIVO.errores.csv, que se puede corregir e importar.
El código de salida es 0 si todas las líneas quedaron creadas, 1 si alguna no.`;
