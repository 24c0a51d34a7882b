import { describe, expect, test } from 'vitest';
import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import type { Fact } from '#shared/model/event.ts';
import { NOT_YET } from '#shared/model/saga.ts';
import { NOW } from '#shared/testing/given.ts';
import { due, react, stateOfSaga } from '#shared/testing/givenSaga.ts';
import * as h from './ejemplos.ts';
import { despuesDe } from './entrega.ts';
import { entrega } from './sagas/entrega.ts';

/** The facts that bring a delivery to each step; where there are attempts, to its second one. */
const buscando = [...h.hastaEnRuta, h.fallo(), h.falloSabido()];
const asignada = [...buscando, h.hallado(2)];
const PASOS: Readonly<Record<string, readonly Fact[]>> = {
  inicio: [],
  reservando: [h.creada],
  confirmando: [h.creada, h.reservada],
  asignando: buscando,
  esperando: [...buscando, h.noHallado(2)],
  asignada,
  enRuta: [...asignada, h.salio(2)],
  fallando: [...asignada, h.salio(2), h.fallo(2)],
  retirando: [...asignada, h.cancelada],
  devolviendo: [...asignada, h.cancelada, h.retirada(true, 2)],
  terminada: [h.creada, h.sinReserva],
};

const SIN_INTENTO: Readonly<Record<string, Fact>> = {
  creada: h.creada,
  reservada: h.reservada,
  sinReserva: h.sinReserva,
  confirmada: h.confirmada,
  cancelada: h.cancelada,
  devuelta: h.devuelta,
};
const DEL_INTENTO: Readonly<Record<string, (intento: number) => Fact>> = {
  hallado: h.hallado,
  noHallado: h.noHallado,
  cambiado: (intento) => AsignacionCambiada({ ...AsignacionCambiada.example, intento }),
  salio: h.salio,
  entregada: h.entregada,
  fallo: h.fallo,
  falloSabido: h.falloSabido,
  retirada: (intento) => h.retirada(false, intento),
};

/** What a fact finds in each step: it is taken (sí), asks to come again (espera), or says nothing any more (·). */
const MATRIZ = filasDe(`
             inicio  reservando  confirmando  asignando  esperando  asignada  enRuta  fallando  retirando  devolviendo  terminada
creada       sí      ·           ·            ·          ·          ·         ·       ·         ·          ·            ·
reservada    espera  sí          ·            ·          ·          ·         ·       ·         ·          ·            ·
sinReserva   espera  sí          ·            ·          ·          ·         ·       ·         ·          ·            ·
confirmada   espera  espera      sí           ·          ·          ·         ·       ·         ·          ·            ·
cancelada    espera  sí          sí           sí         sí         sí        sí      sí        sí         sí           ·
devuelta     espera  espera      espera       espera     espera     espera    espera  espera    espera     sí           ·
hallado      espera  espera      espera       sí         sí         ·         ·       ·         ·          ·            ·
noHallado    espera  espera      espera       sí         ·          ·         ·       ·         ·          ·            ·
cambiado     espera  espera      espera       espera     espera     sí        ·       ·         ·          ·            ·
salio        espera  espera      espera       espera     espera     sí        ·       ·         ·          ·            ·
entregada    espera  espera      espera       espera     espera     espera    sí      ·         sí         ·            ·
fallo        espera  espera      espera       espera     espera     espera    sí      ·         sí         ·            ·
falloSabido  espera  espera      espera       espera     espera     espera    espera  sí        ·          ·            ·
retirada     espera  espera      espera       espera     espera     espera    espera  ·         sí         ·            ·
anterior     espera  espera      espera       ·          ·          ·         ·       ·         ·          ·            ·
siguiente    espera  espera      espera       espera     espera     espera    espera  espera    espera     ·            ·
reserva      ·       sí          sí           ·          ·          ·         ·       ·         ·          ·            ·
asignacion   ·       ·           ·            sí         ·          ·         ·       ·         ·          ·            ·
reintento    ·       ·           ·            ·          sí         ·         ·       ·         ·          ·            ·
ruta         ·       ·           ·            ·          ·          sí        ·       ·         ·          ·            ·
entrega      ·       ·           ·            ·          ·          ·         sí      ·         ·          ·            ·
insistencia  ·       ·           ·            ·          ·          ·         ·       sí        sí         sí           ·
`);

describe('lo que cada hecho encuentra en cada paso', () => {
  test.each(Object.entries(SIN_INTENTO))('%s', (nombre, hecho) => expect(fila(hecho)).toEqual(MATRIZ[nombre]));
  test.each(Object.entries(DEL_INTENTO))('%s', (nombre, del) => expect(fila(del(2))).toEqual(MATRIZ[nombre]));
  test.each(Object.entries(DEL_INTENTO))('%s de otro intento', (_, del) => {
    expect(fila(del(1))).toEqual(MATRIZ.anterior);
    expect(fila(del(3))).toEqual(MATRIZ.siguiente);
  });
});

describe('lo que cada plazo encuentra en cada paso', () => {
  test.each(Object.keys(entrega.deadlines))('%s', (nombre) => {
    expect(fila(due(nombre, despuesDe(NOW, 30 * 24 * 3600)))).toEqual(MATRIZ[nombre]);
  });
  test.each(Object.keys(entrega.deadlines).filter((nombre) => nombre !== 'reserva'))('%s antes de tiempo', (nombre) => {
    expect(new Set(Object.values(fila(due(nombre, NOW))))).toEqual(new Set(['·']));
  });
});

test('cada hecho y cada plazo de la entrega está en la matriz', () => {
  expect(Object.keys(MATRIZ).sort()).toEqual(
    [
      ...Object.keys(SIN_INTENTO),
      ...Object.keys(DEL_INTENTO),
      ...Object.keys(entrega.deadlines),
      ...['anterior', 'siguiente'],
    ].sort(),
  );
  const probados = [...Object.values(SIN_INTENTO), ...Object.values(DEL_INTENTO).map((del) => del(1))];
  expect(probados.map(({ type }) => type).sort()).toEqual(Object.keys(entrega.handlers).sort());
});

function fila(hecho: Fact): Record<string, string> {
  return Object.fromEntries(
    Object.entries(PASOS).map(([paso, vida]) => {
      const estado = stateOfSaga(entrega, vida);
      expect(estado.paso).toBe(paso);
      const reaccion = react(entrega, estado, hecho);
      return [paso, reaccion === NOT_YET ? 'espera' : reaccion ? 'sí' : '·'];
    }),
  );
}

function filasDe(texto: string): Record<string, Record<string, string>> {
  const [pasos = [], ...filas] = texto
    .trim()
    .split('\n')
    .map((linea) => linea.trim().split(/ +/));
  return Object.fromEntries(
    filas.map(([hecho, ...celdas]) => [hecho, Object.fromEntries(pasos.map((paso, n) => [paso, celdas[n] ?? '']))]),
  );
}
