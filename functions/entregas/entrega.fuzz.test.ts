import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Fact } from '#shared/model/event.ts';
import { NOT_YET } from '#shared/model/saga.ts';
import { arbitraryFact } from '#shared/testing/arbitrary.ts';
import { asStored, NOW } from '#shared/testing/given.ts';
import { due, react } from '#shared/testing/givenSaga.ts';
import { storm } from '#shared/testing/storm.ts';
import * as h from './ejemplos.ts';
import type { Entrega, Fin } from './entrega.ts';
import { despuesDe } from './entrega.ts';
import { entrega } from './sagas/entrega.ts';

const pools = { ordenId: [EJEMPLO.ordenId], intento: [1, 1, 2, 3], cambio: [1, 2] };
const hechos = Object.values(entrega.handlers).map(({ event }) => arbitraryFact(event, pools));
const plazos = Object.keys(entrega.deadlines).map((nombre) =>
  fc.nat(100 * 3600).map((segundos) => due(nombre, despuesDe(NOW, segundos))),
);

/** The same states come up again and again only when a fact follows its forerunner, so each run begins with part of a life. */
const comienzo = fc.nat(h.hastaEnRuta.length).map((n): Fact[] => h.hastaEnRuta.slice(0, n));

test('ningún hecho ni plazo, en ningún paso, deja a la entrega sin respuesta', () => {
  fc.assert(
    fc.property(comienzo, fc.array(fc.oneof(...hechos, ...plazos), { maxLength: 30 }), (vida, azar) => {
      let estado: Entrega = entrega.initial;
      for (const hecho of [...vida, ...azar]) {
        const reaccion = react(entrega, estado, hecho);
        if (reaccion === NOT_YET) {
          expect(estado.paso).not.toBe('terminada');
        } else if (reaccion) {
          const enviables = entrega.requests.map(({ type }) => type);
          for (const efecto of reaccion.effects) {
            if (efecto.kind === 'request') expect(enviables).toContain(efecto.type);
            else expect(Object.keys(entrega.deadlines)).toContain(efecto.name);
          }
          estado = asStored(reaccion.state);
        }
      }
    }),
    { numRuns: 500 },
  );
});

const vidas: readonly (readonly [string, Fin, readonly Fact[]])[] = [
  ['entregada', 'entregada', [...h.hastaEnRuta, h.entregada()]],
  [
    'entregada por otro vehículo',
    'entregada',
    [...h.hastaAsignada, h.cambiado(1), h.cambiado(2), h.salio(), h.entregada()],
  ],
  [
    'entregada al segundo intento',
    'entregada',
    [...h.hastaEnRuta, h.fallo(), h.falloSabido(), h.hallado(2), h.salio(2), h.entregada(2)],
  ],
  [
    'devuelta al tercer intento',
    'devuelta',
    [...h.hastaEnRuta, h.fallo(), h.falloSabido(), ...h.intentoFallido(2), ...h.intentoFallido(3), h.devuelta],
  ],
  ['sin mercancía', 'rechazada', [h.creada, h.sinReserva]],
];

test.each(vidas)('una vida %s llega a su fin en cualquier orden, con repeticiones', (_, fin, vida) => {
  fc.assert(
    fc.property(storm(vida), (llegada) => {
      expect(vivir(llegada)).toStrictEqual({ estado: { paso: 'terminada', fin }, esperan: 0 });
    }),
  );
});

/** Gives the facts to the saga as the queue does: what it asks to see again comes again after the others. */
function vivir(llegada: readonly Fact[]) {
  let estado: Entrega = entrega.initial;
  let cola = llegada;
  for (;;) {
    const otraVez: Fact[] = [];
    for (const hecho of cola) {
      const reaccion = react(entrega, estado, hecho);
      if (reaccion === NOT_YET) otraVez.push(hecho);
      else if (reaccion) estado = asStored(reaccion.state);
    }
    if (otraVez.length === 0 || otraVez.length === cola.length) return { estado, esperan: otraVez.length };
    cola = otraVez;
  }
}
