import { Command, Option } from 'commander';
import { registerCdc } from './commands/cdc.ts';
import { registerColas } from './commands/colas.ts';
import { registerCosto } from './commands/costo.ts';
import { registerFunciones } from './commands/funciones.ts';
import { registerGrpc } from './commands/grpc.ts';
import { registerInvocar } from './commands/invocar.ts';
import { registerLocal } from './commands/local.ts';
import { registerLog } from './commands/log.ts';
import { registerOrdenes } from './commands/ordenes.ts';
import { registerReconstruir } from './commands/reconstruir.ts';
import { registerReplay } from './commands/replay.ts';
import { registerRestaurar } from './commands/restaurar.ts';
import { registerToken } from './commands/token.ts';
import { registerTraza } from './commands/traza.ts';
import { registerVivo } from './commands/vivo.ts';
import { DEFAULT_FOLDER } from './connection.ts';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Uso:',
  'Arguments:': 'Argumentos:',
  'Options:': 'Opciones:',
  'Global Options:': 'Opciones de todas las órdenes:',
  'Commands:': 'Órdenes:',
};

/** The whole command line. Errors of use are thrown (`CommanderError`), never printed by it. */
export function buildProgram(): Command {
  const program = new Command('alpes')
    .description('Opera Entregas de los Alpes: en la red de esta máquina, en otra, o en AWS')
    .usage('ORDEN [opciones]')
    .option('--data <carpeta>', 'carpeta de la red local, donde está su outputs.json', DEFAULT_FOLDER)
    .option(
      '--endpoint <url>',
      'punto de acceso de los servicios de AWS (si falta: AWS_ENDPOINT_URL, outputs.json o http://127.0.0.1:4566)',
    )
    .addOption(new Option('--aws', 'habla con AWS, con las credenciales del entorno').conflicts('endpoint'))
    .option('--region <región>', 'región de AWS')
    .option('--etapa <etapa>', 'dev, prod o relevo (si falta: ALPES_STAGE, outputs.json o dev; en AWS hay que decirla)')
    .option('--json', 'da el resultado como JSON, y nada más, por la salida estándar')
    .helpOption('-h, --help', 'muestra esta ayuda')
    .helpCommand('ayuda [orden]', 'muestra la ayuda de una orden')
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => TITLES[title] ?? title,
      optionDescription: ({ description, defaultValue, defaultValueDescription }) =>
        defaultValue === undefined || Array.isArray(defaultValue)
          ? description
          : `${description} (por omisión: ${defaultValueDescription ?? defaultValue})`,
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map((one) => argument(one.required, one.name()))].join(' '),
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  registerInvocar(program);
  registerLog(program);
  registerTraza(program);
  registerVivo(program);
  registerToken(program);
  registerReplay(program);
  registerReconstruir(program);
  registerRestaurar(program);
  registerOrdenes(program);
  registerColas(program);
  registerCdc(program);
  registerFunciones(program);
  registerCosto(program);
  registerLocal(program);
  registerGrpc(program);
  return program;
}

function argument(required: boolean, name: string): string {
  return required ? name.toUpperCase() : `[${name.toUpperCase()}]`;
}

const EXAMPLES = `
Ejemplos:
  alpes invocar crearOrden --ejemplo          una orden de muestra
  alpes log 0f8fad5b-d9cb-469f-a165-70867728950e   todo lo que le ha pasado a una orden
  alpes ordenes importar pedidos.csv          un archivo de órdenes
  alpes replay --a ordenes                    llena de nuevo una vista desde el archivo

Códigos de salida: 0 hecho, 1 no se pudo, 2 mal uso.`;
