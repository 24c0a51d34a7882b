import { expect, test } from 'vitest';
import { EJEMPLO_DE_PARADA, type Parada } from '#events/vehiculos/parada.ts';
import { masDias } from './calendario.ts';
import type { VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';
import { quedadas } from './quedadas.ts';
import { BASE, HOY, NORTE, ordenN, VAN } from './testing/ejemplos.ts';
import { a, DE_DIA } from './testing/pedidos.ts';

const MANANA = masDias(HOY, 1);
const parada: Parada = { ...EJEMPLO_DE_PARADA, ordenId: ordenN(1) };
const suyo: VistaPlan = { planId: `${VAN}:${HOY}`, vehiculoId: VAN, dia: HOY, bodegaId: NORTE, paradas: [parada] };

function vehiculo(calendario?: VistaVehiculo['calendario']): VistaVehiculo {
  const ficha = { vehiculoId: VAN, bodegaId: NORTE, base: BASE, capacidadKg: 100, capacidadM3: 1 };
  return { ...ficha, taller: false, retirado: false, ...(calendario && { calendario }) };
}

const DE_NOCHE = { ...DE_DIA, jornada: { desde: '22:00', hasta: '06:00' } };

test.each([
  ['en su día, aunque su jornada haya terminado', DE_DIA, a('23:00'), 0],
  ['al día siguiente', DE_DIA, a('00:05', MANANA), 1],
  ['al día siguiente, sin calendario', undefined, a('00:05', MANANA), 1],
  ['la noche que empezó ayer', DE_NOCHE, a('02:00', MANANA), 0],
  ['la noche que terminó', DE_NOCHE, a('06:00', MANANA), 1],
])('%s', (_, calendario, now, cuantas) => {
  expect(quedadas([suyo], [vehiculo(calendario)], now)).toHaveLength(cuantas);
});
test('de un vehículo que la vista no conoce', () =>
  expect(quedadas([suyo], [], a('00:05', MANANA))).toStrictEqual([parada.ordenId]));
