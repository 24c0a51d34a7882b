import { type Command, Option } from 'commander';
import type { TokenOptions } from '../options.ts';
import { duration } from '../values.ts';

const USUAL = 'PT8H';

/** `alpes token`: a token of the development issuer. */
export function registerToken(program: Command): void {
  program
    .command('token')
    .usage('--como operador|bodega|conductor:PLACA|cliente:ID [--por PT8H]')
    .description('Da un token para la API de la red de esta máquina, y nada más, por la salida estándar')
    .requiredOption('--como <quién>', 'operador, bodega, conductor:PLACA, conductor:ID o cliente:ID')
    .addOption(
      new Option('--por <duración>', 'por cuánto tiempo vale, hasta P31D')
        .argParser(duration)
        .default(duration(USUAL), USUAL),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { token } = await import('../token/token.ts');
      await token(command.optsWithGlobals<TokenOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes token --como operador
  alpes token --como conductor:ALN000
  curl -H "Authorization: Bearer $(npm run -s alpes -- token --como cliente:tienda-42)" "$API/ordenes"

Con una placa es de quien lleva hoy ese vehículo; si no lo lleva nadie, se le confía a conductor-PLACA. El token sigue el
reloj de la red. En AWS los da un emisor de verdad, cuyo token debe traer: sub, exp (a lo sumo a 31
días), scope (los permisos, separados por espacios) y cliente_id si es de un cliente, o conductor_id si es de un
conductor. Sin ninguno de los dos es de alguien de la casa, que alcanza todo lo que sus permisos dicen.`;
