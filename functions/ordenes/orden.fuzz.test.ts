import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '#shared/model/command.ts';
import { arbitraryOf } from '#shared/testing/arbitrary.ts';
import { COMMAND_ID } from '#shared/testing/given.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { ordenes } from './contexto.ts';

/** The life of an order as the README draws it: which fact may follow which. */
const SIGUIENTES: Readonly<Record<string, readonly string[]>> = {
  '': ['OrdenCreada'],
  OrdenCreada: ['OrdenConfirmada', 'OrdenRechazada', 'OrdenCancelada'],
  OrdenConfirmada: ['OrdenAsignada', 'OrdenRechazada', 'OrdenCancelada', 'OrdenDevuelta'],
  OrdenAsignada: ['OrdenAsignada', 'OrdenEnTransito', 'OrdenRechazada', 'OrdenCancelada', 'OrdenDevuelta'],
  OrdenEnTransito: ['OrdenEntregada', 'EntregaDeOrdenFallida', 'OrdenDevuelta'],
  EntregaDeOrdenFallida: ['OrdenAsignada', 'OrdenDevuelta'],
  OrdenCancelada: ['OrdenEntregada'],
  OrdenRechazada: [],
  OrdenEntregada: [],
  OrdenDevuelta: [],
};

const pools = { ordenId: [COMMAND_ID], intento: [1, 1, 2, 3], cambio: [0, 1], ventana: [undefined] };
const comandos = Object.entries(ordenes.commands as Record<string, Command>).map(([nombre, comando]) =>
  arbitraryOf(comando.accepts, pools).map((input) => ({ nombre, comando, input })),
);

test('en cualquier orden de comandos, la historia de una orden sigue su diagrama', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...comandos), { maxLength: 25 }), (secuencia) => {
      const store = new MemoryStore();
      store.run(ordenes.commands.crearOrden as Command, (ordenes.commands.crearOrden as Command).example);
      for (const { comando, input } of secuencia) store.run(comando, input);
      const tipos = store.facts(`orden#${COMMAND_ID}`).map(({ type }) => type);
      for (const [n, tipo] of tipos.entries()) expect(SIGUIENTES[tipos[n - 1] ?? '']).toContain(tipo);
    }),
    { numRuns: 300 },
  );
});

test('los comandos de la entrega llevan a lo mismo en cualquier orden de llegada', () => {
  const { crearOrden, confirmarOrden, asignarOrden, iniciarTransito, registrarEntrega } = ordenes.commands as Record<
    string,
    Command
  >;
  fc.assert(
    fc.property(fc.shuffledSubarray([asignarOrden, iniciarTransito, registrarEntrega], { minLength: 3 }), (llegada) => {
      const store = new MemoryStore();
      store.run(crearOrden as Command, crearOrden?.example);
      for (const comando of [confirmarOrden, ...llegada]) {
        store.run(comando as Command, { ...(comando?.example as object), ordenId: COMMAND_ID });
      }
      expect(store.facts(`orden#${COMMAND_ID}`).map(({ type }) => type)).toStrictEqual([
        'OrdenCreada',
        'OrdenConfirmada',
        'OrdenAsignada',
        'OrdenEnTransito',
        'OrdenEntregada',
      ]);
    }),
  );
});
