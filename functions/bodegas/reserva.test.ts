import { expect, test } from 'vitest';
import { DespachoDeshecho } from '#events/bodegas/DespachoDeshecho.ts';
import { DevolucionCorregida } from '#events/bodegas/DevolucionCorregida.ts';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Fact } from '#shared/model/event.ts';
import { NOW, stateAfter } from '#shared/testing/given.ts';
import { reserva } from './reserva.ts';

const { ordenId, bodegaId, sku, carga } = EJEMPLO;
const parte = { bodegaId, sku, cantidad: 2 };
const recibida = { ...parte, condicion: 'vendible' as const };
const hecha = ReservaHecha({ ordenId, bodegaId, partes: [parte], nombres: [], ...carga });
const despachada = ReservaDespachada({ ordenId, bodegaId });
const deshecho = DespachoDeshecho({ ordenId, bodegas: [bodegaId] });
const liberada = ReservaLiberada({ ordenId, motivo: 'Cancelada' });
const puesta = { ...recibida, en: NOW };
const { bodegaId: _, ...linea } = recibida;
const vuelta = { ordenId, bodegaId, lineas: [linea], completa: true };
const devuelta = DevolucionRecibida({ ...vuelta, reingresa: false });
const reingresada = DevolucionRecibida({ ...vuelta, reingresa: true, partes: [parte] });
const otra = { ...parte, bodegaId: 'BOG-SUR' };
const movida = ReservaMovida({ ordenId, bodegaId, partes: [otra], ...carga });
const corregida = DevolucionCorregida({ ordenId, partes: [recibida] });

const nada = { apartadas: [], reingresadas: [], fuera: [], recibidas: [], reingresos: 0, deshecha: false };

test.each<[string, readonly Fact[], object]>([
  ['reservada', [hecha], { estado: 'hecha', ...nada, apartadas: [parte] }],
  ['despachada', [hecha, despachada], { estado: 'hecha', ...nada, fuera: [parte] }],
  [
    'deshecha su salida',
    [hecha, despachada, deshecho],
    { estado: 'hecha', ...nada, apartadas: [parte], reingresadas: [puesta], deshecha: true },
  ],
  [
    'deshecha la salida de una cancelada',
    [hecha, despachada, liberada, deshecho],
    { estado: 'cerrada', ...nada, recibidas: [puesta], deshecha: true },
  ],
  ['liberada', [hecha, liberada], { estado: 'cerrada', ...nada }],
  ['perdida', [hecha, ReservaPerdida(ReservaPerdida.example)], { estado: 'cerrada', ...nada }],
  ['devuelta', [hecha, despachada, devuelta], { estado: 'cerrada', ...nada, recibidas: [puesta] }],
  [
    'reingresada',
    [hecha, despachada, reingresada],
    { estado: 'hecha', ...nada, apartadas: [parte], reingresadas: [puesta], reingresos: 1 },
  ],
  [
    'reingresada y despachada',
    [hecha, despachada, reingresada, despachada],
    { estado: 'hecha', ...nada, fuera: [parte], reingresos: 1 },
  ],
  [
    'reingresada y movida',
    [hecha, despachada, reingresada, movida],
    { estado: 'hecha', ...nada, apartadas: [otra], reingresadas: [puesta], reingresos: 1 },
  ],
  [
    'reingresada, movida y despachada',
    [hecha, despachada, reingresada, movida, ReservaDespachada({ ordenId, bodegaId: otra.bodegaId })],
    { estado: 'hecha', ...nada, fuera: [otra], reingresos: 1 },
  ],
  [
    'reingresada y liberada',
    [hecha, despachada, reingresada, liberada],
    { estado: 'cerrada', ...nada, recibidas: [puesta], reingresos: 1 },
  ],
  ['devuelta y corregida', [hecha, despachada, devuelta, corregida], { estado: 'cerrada', ...nada, fuera: [parte] }],
  [
    'reingresada y corregida',
    [hecha, despachada, reingresada, corregida],
    { estado: 'cerrada', ...nada, fuera: [parte], reingresos: 1 },
  ],
])('una reserva %s', (_caso, historia, estado) =>
  expect(stateAfter(reserva, historia)).toStrictEqual({ bodegaId, ...carga, ...estado }),
);

test('una reserva liberada antes de hacerse no se hace', () =>
  expect(stateAfter(reserva, [liberada])).toStrictEqual({ estado: 'negada' }));
