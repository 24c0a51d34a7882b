import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atTheEnd } from '#infra/lab/invariants/lugares.ts';
import { stateOf } from '#infra/lab/invariants/ordenes.ts';
import { cerrar } from './testing/cierre.ts';
import { escenaDe, pedir, preparar, SKUS } from './testing/escenario.ts';
import { ACTOS } from './testing/gente.ts';
import { planificar } from './testing/maquinaria.ts';
import { Mundo } from './testing/mundo.ts';

const finales = new Set<string>();

/** A world in which everything happens at any time, and then what is to be done is done. */
function vivir(semilla: number, pasos: number): Mundo {
  const mundo = new Mundo(semilla);
  const { azar } = mundo;
  preparar(mundo);
  for (let paso = 0; paso < pasos; paso++) {
    if (mundo.ordenes.length < 4 && azar.pasa(mundo.ordenes.length === 0 ? 1 : 0.05)) pedir(mundo);
    const suerte = azar.numero();
    if (suerte < 0.6 && mundo.mensaje()) continue;
    if (suerte < 0.92) {
      const { comando, datos } = azar.segun(ACTOS);
      mundo.hacer(comando, datos(escenaDe(mundo)));
    } else if (suerte < 0.95) planificar(mundo);
    else mundo.pasar(azar.hasta(azar.pasa(0.3) ? 86_400 : 1_800));
  }
  cerrar(mundo);
  return mundo;
}

test('la mercancía está siempre en un solo lugar, y toda orden llega a un fin que dice cuál', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 250 }), (semilla, pasos) => {
      const { ordenes, registro, custodia, saga } = vivir(semilla, pasos);
      expect(custodia.sums()).toStrictEqual([]);
      for (const id of ordenes) {
        const orden = registro.stream(`orden#${id}`);
        expect(atTheEnd(orden, custodia.de(id))).toStrictEqual([]);
        expect(saga.estado(id).paso).toBe('terminada');
        finales.add(stateOf(orden));
      }
      expect(SKUS.length).toBe(2);
    }),
    { numRuns: 300 },
  );
  expect([...finales].sort()).toStrictEqual(['cancelada', 'devuelta', 'entregada', 'entregadaParcial', 'rechazada']);
});
