import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRejection } from '#shared/model/rejection.ts';
import { arbitraryOf } from '#shared/testing/arbitrary.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { contextos } from './contextos.ts';

const IDS = ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7'];

/** Few values for what commands meet by, so that random commands build on each other. */
const pools = {
  ordenId: IDS,
  clienteId: ['tienda-42', 'tienda-43'],
  sku: ['CAFE-500', 'CACAO-250'],
  bodegaId: ['BOG-NORTE', 'BOG-SUR'],
  vehiculoId: ['ABC123', 'XYZ78D'],
  cantidad: [1, 2, 5],
  intento: [1, 1, 2],
  cambio: [0, 1],
};

/** `destino` is a warehouse for a transfer, and a place for an order. */
const poolsOf = (name: string) => (name === 'trasladarInventario' ? { ...pools, destino: pools.bodegaId } : pools);

describe.each(
  contextos.filter(({ commands }) => Object.keys(commands).length > 0).map((each) => [each.name, each] as const),
)('3: the commands of %s', (_, { commands }) => {
  const runs = Object.entries(commands).map(([name, command]) =>
    fc.record({
      name: fc.constant(name),
      command: fc.constant(command),
      input: arbitraryOf(command.accepts, poolsOf(name)),
      id: fc.constantFrom(...IDS),
    }),
  );

  test('never throw, yield what is folded, and do nothing when repeated', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...runs), { maxLength: 30 }), (sequence) => {
        const store = new MemoryStore();
        for (const { name, command, input, id } of sequence) {
          store.run(command, input, { id });
          if (command.repeats) continue;
          const again = store.decide(command, input, { id });
          const idle = isRejection(again) || Object.keys(again).length === 0;
          expect(idle, `${name} yields facts again: decide on the state, or say "repeats: true"`).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
