import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '#shared/model/event.ts';
import { arbitraryOf } from '#shared/testing/arbitrary.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { bodegas } from './contexto.ts';
import { base, CACAO, CAFE, NORTE, SUR } from './ejemplos.ts';
import { inventario, inventarioId } from './inventario.ts';

const ORDENES = [
  '0f8fad5b-d9cb-469f-a165-70867728950e',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  '3f2b7a5e-1c64-4f0e-9d0b-6a1f2e3d4c5b',
];
const pools = {
  ordenId: ORDENES,
  bodegaId: [NORTE, SUR],
  destino: [NORTE, SUR],
  sku: [CAFE, CACAO],
  cantidad: [1, 2, 3, 5, 8, 13],
  conteo: [0, 1, 5, 20],
};
const comandos = Object.values(bodegas.commands).map((comando) =>
  arbitraryOf(comando.accepts, pools).map((input) => ({ comando, input })),
);
const items = [NORTE, SUR].flatMap((bodega) => [CAFE, CACAO].map((sku) => inventarioId(bodega, sku)));

/** What a fact adds to all goods that are in warehouses: only these four do. */
const CAMBIOS: Readonly<Record<string, (data: Fact['data']) => number>> = {
  InventarioIngresado: ({ cantidad }) => cantidad,
  InventarioAjustado: ({ diferencia }) => diferencia,
  InventarioDespachado: ({ cantidad }) => -cantidad,
  InventarioDevuelto: ({ cantidad }) => cantidad,
};

test('ninguna sucesión de comandos promete lo que no hay, ni pierde o inventa existencias', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...comandos), { maxLength: 40 }), (secuencia) => {
      const store = new MemoryStore(base);
      for (const { comando, input } of secuencia) {
        store.run(comando, input);
        for (const item of items) {
          const { existencias, reservadas } = store.stateOf(inventario, item);
          expect(reservadas).toBeGreaterThanOrEqual(0);
          expect(existencias).toBeGreaterThanOrEqual(reservadas);
        }
      }
      const facts: Fact[] = items.flatMap((item) => store.facts(`inventario#${item}`));
      expect(sum(items.map((item) => store.stateOf(inventario, item).existencias))).toBe(
        sum(facts.map(({ type, data }) => CAMBIOS[type]?.(data) ?? 0)),
      );
    }),
    { numRuns: 200 },
  );
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
