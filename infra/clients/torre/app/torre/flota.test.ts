import { expect, test } from 'vitest';
import { actionsOf, driversOf, fleetInWords } from './flota.ts';

test('un vehículo averiado en su ruta puede entregar su carga a otro, volver, o seguir', () => {
  expect(actionsOf({ estado: 'averiado' }, 3)).toStrictEqual(['transbordar', 'finalizar', 'sano']);
});

test('sin paradas no hay ruta que iniciar, y del taller solo se vuelve', () => {
  expect(actionsOf({ estado: 'disponible' }, 2)).toStrictEqual(['iniciar', 'taller']);
  expect(actionsOf({ estado: 'disponible' }, 0)).toStrictEqual(['taller']);
  expect(actionsOf({ estado: 'mantenimiento' }, 2)).toStrictEqual(['sano']);
  expect(actionsOf({ estado: 'retirado' }, 2)).toStrictEqual([]);
});

test('el averiado no se cuenta en la bodega, ni el retirado en ninguna parte', () => {
  const fleet = (['enRuta', 'averiado', 'disponible', 'disponible', 'retirado'] as const).map((estado) => ({ estado }));
  expect(fleetInWords(fleet)).toBe('1 en ruta · 1 averiado · 2 en bodega');
  expect(fleetInWords([{ estado: 'mantenimiento' }])).toBe('0 en ruta · 0 en bodega · 1 en mantenimiento');
});

test('conduce un vehículo quien lo tiene ese día', () => {
  const luis = { conductorId: 'c-1', nombre: 'Luis Mora', telefono: '+573105550107' };
  const suyos = [
    { dia: '2030-01-15', vehiculoId: 'ALN001' },
    { dia: '2030-01-16', vehiculoId: 'ALN002' },
  ];
  const hoy = driversOf([{ ...luis, jornadas: suyos }], '2030-01-15');
  expect([hoy.get('ALN001')?.nombre, hoy.get('ALN002')]).toStrictEqual(['Luis Mora', undefined]);
});
