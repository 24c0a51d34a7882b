import { cerrar } from './cierre.ts';
import { escenaDe, pedir, preparar } from './escenario.ts';
import { ACTOS } from './gente.ts';
import { planificar } from './maquinaria.ts';
import type { Mundo } from './mundo.ts';

/** Orders of a life, at most. */
const ORDENES = 4;

/** A world in which everything happens at any time for some steps, and then what is to be done is done. */
export function vivir(mundo: Mundo, pasos: number): void {
  const { azar } = mundo;
  preparar(mundo);
  for (let paso = 0; paso < pasos; paso++) {
    if (mundo.ordenes.length < ORDENES && azar.pasa(mundo.ordenes.length === 0 ? 1 : 0.05)) pedir(mundo);
    const suerte = azar.numero();
    if (suerte < 0.6 && mundo.mensaje()) continue;
    if (suerte < 0.92) {
      const { comando, datos } = azar.segun(ACTOS);
      mundo.hacer(comando, datos(escenaDe(mundo)));
    } else if (suerte < 0.95) planificar(mundo);
    else mundo.pasar(azar.hasta(azar.pasa(0.3) ? 86_400 : 1_800));
  }
  cerrar(mundo);
}
