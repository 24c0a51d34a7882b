import type { Command } from 'commander';
import type { GrpcOptions } from '../options.ts';
import { duration } from '../values.ts';

/** `alpes grpc`: calls the gRPC adapter. */
export function registerGrpc(program: Command): void {
  program
    .command('grpc')
    .usage('LLAMADA [--datos ARCHIVO | --datos -]')
    .description('Llama al adaptador gRPC; lo que llega en un flujo se muestra a medida que llega')
    .argument('[llamada]', 'como crearOrden o seguirOrden; sin ella, las muestra todas')
    .option('--datos <archivo>', 'la petición, en JSON; "-" la lee de la entrada estándar, un mensaje por línea')
    .option('--servidor <url>', 'dónde está el adaptador', 'http://127.0.0.1:50051')
    .option('--ca <archivo>', 'certificado en que se confía, además de los de siempre')
    .option('--token <token>', 'token de quien llama (si falta: ALPES_TOKEN u outputs.json)')
    .option('--clave <clave>', 'clave de idempotencia: repetir la llamada con ella no hace nada más')
    .option('--plazo <duración>', 'cuánto se espera a lo sumo, como PT10S', duration)
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const { grpc } = await import('../grpc/grpc.ts');
      await grpc(name, command.optsWithGlobals<GrpcOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes grpc
  echo '{"ordenId":"0f8fad5b-d9cb-469f-a165-70867728950e"}' | alpes grpc seguirOrden --datos -
  alpes grpc crearOrden --datos pedido.json --clave pedido-1001 --plazo PT10S
  gps | alpes grpc registrarUbicaciones --datos -      una posición por línea, a medida que llegan

El adaptador se arranca con: npm run grpc`;
