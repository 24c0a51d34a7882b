import { expect, test } from 'vitest';
import { DIAS, driverOf, productOf, vehicleOf, warehouseOf } from './registro.ts';

type Fields = Readonly<Record<string, string | readonly string[]>>;

function formOf(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
  return form;
}

const NORTE = { bodegaId: 'BOG-NORTE', nombre: 'Bodega Norte', ciudad: 'Bogotá', zona: { lat: 4.76, lon: -74.045 } };
const SIEMPRE = { abre: '', cierra: '', trabaja: Object.keys(DIAS), festivos: 'on' };
const VEHICULO = { placa: ' abc-123', bodegaId: 'BOG-NORTE', base: '', capacidadKg: '800', capacidadM3: '4.5' };

test('codes are of capital letters, and a volume of litres is one of cubic metres', () => {
  const producto = { nombre: ' Café de origen', sku: 'cafe-500', pesoKg: '0.5', litros: '1.5' };
  expect(productOf(formOf(producto))).toStrictEqual({
    sku: 'CAFE-500',
    nombre: 'Café de origen',
    pesoKg: 0.5,
    volumenM3: 0.0015,
  });
  const conductor = { nombre: 'Luis Mora', telefono: '310 555 0107', conductorId: 'conductor-07' };
  expect(driverOf(formOf(conductor))).toStrictEqual(conductor);
  const bodega = { nombre: 'Bodega Sur', bodegaId: 'bog-sur', ciudad: 'Bogotá', coordenadas: '4.58, -74.14' };
  expect(warehouseOf(formOf({ ...SIEMPRE, ...bodega }))).toStrictEqual({
    bodegaId: 'BOG-SUR',
    nombre: 'Bodega Sur',
    ciudad: 'Bogotá',
    coordenadas: { lat: 4.58, lon: -74.14 },
  });
});

test('a vehicle starts at its warehouse where no other place is said', () => {
  const from = (base: string) => vehicleOf(formOf({ ...SIEMPRE, ...VEHICULO, base }), [NORTE]);
  expect(from('')).toStrictEqual({
    vehiculoId: 'ABC123',
    bodegaId: 'BOG-NORTE',
    base: NORTE.zona,
    capacidadKg: 800,
    capacidadM3: 4.5,
  });
  expect(from('4.6, -74.1')).toMatchObject({ base: { lat: 4.6, lon: -74.1 } });
});

const { festivos: _, ...SIN_FESTIVOS } = SIEMPRE;

test.each<readonly [string, Fields, object]>([
  ['not on holidays', SIN_FESTIVOS, {}],
  ['not on Sundays', { ...SIEMPRE, trabaja: Object.keys(DIAS).slice(0, 6) }, { descansa: ['domingo'], festivos: true }],
  [
    'at some hours',
    { ...SIN_FESTIVOS, abre: '06:00', cierra: '20:00' },
    { jornada: { desde: '06:00', hasta: '20:00' } },
  ],
])('works %s', (_, hours, calendario) =>
  expect(vehicleOf(formOf({ ...VEHICULO, ...hours }), [NORTE])).toHaveProperty('calendario', calendario),
);
