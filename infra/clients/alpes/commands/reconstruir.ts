import type { Command } from 'commander';
import type { ReconstruirOptions } from '../options.ts';

/** `alpes reconstruir`: fills views from the event log. */
export function registerReconstruir(program: Command): void {
  program
    .command('reconstruir')
    .argument('[vistas...]', 'cuáles (si falta: todas)')
    .usage('[VISTA ...]')
    .description(
      'Llena las vistas desde el registro de eventos, al lado de lo que está en servicio, y luego las cambia',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const { reconstruir } = await import('../reconstruir/reconstruir.ts');
      await reconstruir(names, command.optsWithGlobals<ReconstruirOptions>());
    });
}

const EXAMPLES = `
Ejemplos:
  alpes reconstruir              todas las vistas que no estén al día
  alpes reconstruir analitica    una sola

Antes de desplegar un cambio deja preparada la generación nueva; después, la pone en servicio y retira la anterior.
npm start y npm run deploy lo hacen por sí solos. Los mensajes enviados no se repiten.`;
