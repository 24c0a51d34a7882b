import type { Command } from 'commander';
import type { GlobalOptions } from '../connection.ts';
import type { FallaOptions } from '../options.ts';
import { positive } from '../values.ts';

/** `alpes local estado` and `permisos`: what there is in the grid of this machine; `falla`: what is to go wrong in it. */
export function registerLocal(program: Command): void {
  const local = program.command('local').usage('ORDEN').description('Lo que solo hay en la red de esta máquina');
  local
    .command('estado')
    .usage('[opciones]')
    .description('Muestra funciones, colas, flujos, reglas y APIs, y lo que han hecho desde que arrancó la red')
    .action(async (_: unknown, command: Command) => {
      const { estado } = await import('../local/estado.ts');
      await estado(command.optsWithGlobals<GlobalOptions>());
    });
  local
    .command('permisos')
    .usage('[FUNCIÓN]')
    .description('Muestra cuánto puede hacer cada función y cuánto de ello ha hecho; de una, cada permiso')
    .argument('[función]', 'su nombre corto, como crearOrden')
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const { permisos } = await import('../local/permisos.ts');
      await permisos(name, command.optsWithGlobals<GlobalOptions>());
    });
  const falla = local
    .command('falla')
    .usage('[poner CLASE | quitar [ID]]')
    .description('Muestra las fallas que se han puesto en la red')
    .addHelpText('after', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { listar } = await import('../local/falla.ts');
      await listar(command.optsWithGlobals<GlobalOptions>());
    });
  falla
    .command('poner')
    .usage('CLASE (--funcion F | --llamada S:A | --entrega ARN | --despliegue R) [opciones]')
    .description('Pone una falla')
    .argument('<clase>', 'error, throttle, latency, blackHole, crashBefore, crashAfter, duplicate, reorder o lostAck')
    .option('--funcion <patrón>', 'en las ejecuciones de una función, como alpes-dev-crearOrden o alpes-dev-*')
    .option('--llamada <patrón>', 'en las llamadas a AWS, como dynamodb:PutItem')
    .option('--de <patrón>', 'con --llamada: de qué función; owner es quien no es ninguna')
    .option('--recurso <patrón>', 'con --llamada: sobre qué ARN')
    .option('--clave <patrón>', 'con --llamada: sobre qué clave de DynamoDB, como vehiculo#ALN000')
    .option('--entrega <patrón>', 'en lo que llega a una cola, un tema o una función, por su ARN')
    .option('--despliegue <patrón>', 'en un recurso que se despliega, con --watch')
    .option('--desde <servicio>', 'con --entrega: quién lo entrega (events, sns o lambda)')
    .option('--tasa <parte>', 'qué parte de lo que pasa, como 0.5 (por omisión: todo)', Number)
    .option('--veces <número>', 'cuántas veces a lo sumo', positive)
    .option('--por <duración>', 'por cuánto tiempo, como PT1M (por omisión: hasta que se quite)')
    .option('--ms <milisegundos>', 'cuánto demora latency, o a lo sumo reorder', positive)
    .option('--semilla <número>', 'de la que sale a quién le toca', positive)
    .action(async (kind: string, _: unknown, command: Command) => {
      const { poner } = await import('../local/falla.ts');
      await poner(kind, command.optsWithGlobals<FallaOptions>());
    });
  falla
    .command('quitar')
    .usage('[ID]')
    .description('Quita una falla; sin ID, todas')
    .argument('[id]', 'de la falla')
    .action(async (id: string | undefined, _: unknown, command: Command) => {
      const { quitar } = await import('../local/falla.ts');
      await quitar(id, command.optsWithGlobals<GlobalOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes local falla poner error --funcion alpes-dev-ordenes --por PT1M
  alpes local falla poner throttle --llamada 'dynamodb:*' --tasa 0.5 --semilla 42
  alpes local falla poner crashAfter --llamada dynamodb:PutItem --de alpes-dev-crearOrden --veces 1
  alpes local falla poner reorder --entrega 'arn:aws:sqs:*:alpes-dev-ordenes' --ms 2000
  alpes local falla
  alpes local falla quitar

Qué hace cada clase: docs/faults.md.`;
