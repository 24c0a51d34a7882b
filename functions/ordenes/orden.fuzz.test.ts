import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Command } from '#shared/model/command.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { arbitraryOf } from '#shared/testing/arbitrary.ts';
import { COMMAND_ID } from '#shared/testing/given.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { viewOf } from '#shared/testing/views.ts';
import { DE_ORDEN } from './admitidas.ts';
import { crearOrden } from './commands/crearOrden.ts';
import { ordenes } from './contexto.ts';
import { ordenes as vista } from './projections/ordenes.ts';
import { responder } from './respuesta.ts';

/** The life of an order as the README draws it: which fact may follow which. */
const SIGUIENTES: Readonly<Record<string, readonly string[]>> = {
  '': ['OrdenCreada'],
  OrdenCreada: ['OrdenConfirmada', 'OrdenRechazada', 'OrdenCancelada', 'OrdenAbandonada'],
  OrdenConfirmada: ['OrdenAsignada', 'OrdenDesasignada', ...enBodega(), ...enManosDeAlguien()],
  OrdenAsignada: [
    'OrdenAsignada',
    'OrdenDesasignada',
    'OrdenEnTransito',
    'EntregaDeOrdenAplazada',
    ...enBodega(),
    ...enManosDeAlguien(),
  ],
  OrdenDesasignada: ['OrdenAsignada', 'OrdenDesasignada', 'OrdenEnTransito', ...enBodega(), ...enManosDeAlguien()],
  OrdenEnTransito: enLaCalle(),
  OrdenTransbordada: enLaCalle(),
  EntregaDeOrdenFallida: ['OrdenAsignada', 'OrdenDesasignada', 'OrdenEnTransito', ...enBodega(), ...enManosDeAlguien()],
  EntregaDeOrdenAplazada: ['OrdenAsignada', 'OrdenDesasignada', ...enBodega(), ...enManosDeAlguien()],
  OrdenCancelada: ['OrdenEntregada', 'MercanciaDevuelta'],
  OrdenAbandonada: ['MercanciaDevuelta', ...enManosDeAlguien()],
  MercanciaDevuelta: ['OrdenEntregada'],
  OrdenRechazada: ['OrdenEntregada'],
  OrdenDevuelta: ['OrdenEntregada'],
  OrdenEntregada: ['RestoDevuelto'],
  RestoDevuelto: [],
};

function enBodega() {
  return ['OrdenRechazada', 'OrdenCancelada', 'OrdenAbandonada'];
}

function enLaCalle() {
  const fines = ['EntregaDeOrdenFallida', 'EntregaDeOrdenAplazada', 'OrdenAbandonada', ...enManosDeAlguien()];
  return ['OrdenTransbordada', 'OrdenAsignada', 'OrdenDesasignada', ...fines];
}

function enManosDeAlguien() {
  return ['OrdenEntregada', 'OrdenDevuelta'];
}

const pools = {
  ordenId: [COMMAND_ID],
  intento: [1, 1, 2, 3],
  cambio: [0, 1],
  ventana: [EJEMPLO.ventana],
  referencia: [undefined],
  salidas: [[], [salida(1, 0)], [salida(1, 0), salida(2, 1)]],
};
const comandos = Object.entries(ordenes.commands as Record<string, Command>).map(([nombre, comando]) =>
  arbitraryOf(comando.accepts, pools).map((input) => ({ nombre, comando, input })),
);

function salida(intento: number, cambio: number) {
  const { vehiculoId, dia, eta, rutaId, bodegaId: reingreso } = EJEMPLO;
  const fallo = { motivo: 'ausente', final: false };
  return { vehiculoId, dia, eta, rutaId, intento, cambio, cargada: true, fallo, reingreso };
}

test('en cualquier orden de comandos, la historia de una orden sigue su diagrama', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...comandos), { maxLength: 25 }), (secuencia) => {
      const store = new MemoryStore();
      store.run(crearOrden, crearOrden.example);
      for (const { comando, input } of secuencia) store.run(comando, input);
      const tipos = store.facts(`orden#${COMMAND_ID}`).map(({ type }) => type);
      const pasos = tipos.filter((tipo) => tipo in SIGUIENTES);
      for (const [n, tipo] of pasos.entries()) expect(SIGUIENTES[pasos[n - 1] ?? '']).toContain(tipo);
    }),
    { numRuns: 500 },
  );
});

/** What nothing but the state of the order can make be refused. */
const PRUEBAS = {
  reprogramarOrden: { ventana: EJEMPLO.ventana },
  corregirOrden: { notas: 'Timbrar' },
  cancelarOrden: { motivo: 'No' },
  abandonarOrden: { motivo: 'No' },
} as const satisfies Record<(typeof DE_ORDEN)[number], object>;

test('lo que la vista dice que una orden admite es lo que sus comandos hacen, ni más ni menos', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...comandos), { maxLength: 15 }), async (secuencia) => {
      const store = new MemoryStore();
      store.run(crearOrden, crearOrden.example);
      for (const { comando, input } of secuencia) store.run(comando, input);
      const fila = await viewOf(vista, `orden#${COMMAND_ID}`, ...store.facts(`orden#${COMMAND_ID}`));
      const hacen = DE_ORDEN.filter((una) => {
        const hechos = store.decide((ordenes.commands as Record<(typeof DE_ORDEN)[number], Command>)[una], {
          ordenId: COMMAND_ID,
          ...PRUEBAS[una],
        });
        return !isRejection(hechos) && Object.keys(hechos).length > 0;
      });
      expect(fila && responder(fila).admite).toStrictEqual(hacen);
    }),
    { numRuns: 200 },
  );
});
