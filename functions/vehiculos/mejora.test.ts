import { expect, test } from 'vitest';
import { mejorar } from './mejora.ts';
import type { Recorrido, Turno } from './recorrido.ts';
import { BASE } from './testing/ejemplos.ts';
import { parada } from './testing/unDia.ts';

const turno: Turno = {
  ...{ base: BASE, capacidadKg: 100, capacidadM3: 1, salida: '2030-01-15T12:00:00.000Z' },
  tramos: [{ desde: '2030-01-15T12:00:00.000Z', hasta: '2030-01-15T23:00:00.000Z' }],
};
/** A route along one avenue, in degrees from the base. */
const recorrido = (vehiculoId: string, ...grados: readonly number[]): Recorrido => ({
  vehiculoId,
  turno,
  visitas: grados.map((n, i) => ({ ...parada(`${vehiculoId}${i}`, 0), zona: { lat: BASE.lat - n, lon: BASE.lon } })),
});
const varada = (pesoKg: number) => ({ ...parada('varada', 0), zona: { lat: BASE.lat - 0.02, lon: BASE.lon }, pesoKg });

test('un rodeo de menos de diez metros no vale el cambio', () => {
  const rodeo = (metros: number) => {
    const paso = metros / 1.3 / 111_195 / 2;
    return mejorar({ recorridos: [recorrido('A', 0.02 + paso, 0.02, 0.02 + 2 * paso)], varadas: [] }, 1);
  };
  expect(rodeo(8)).toBeUndefined();
  expect(rodeo(12)).toBeDefined();
});

test('un vehículo menos vale el cambio aunque el camino sea el mismo', () =>
  expect(mejorar({ recorridos: [recorrido('A', 0.02), recorrido('B', 0)], varadas: [] }, 1)?.size).toBe(2));

test('lo varado va donde cabe, y no saca a otro vehículo si no hace falta', () => {
  const ocupados = (pesoKg: number) => {
    const distribucion = mejorar({ recorridos: [recorrido('A', 0.03), recorrido('B')], varadas: [varada(pesoKg)] }, 1);
    return [...(distribucion?.values() ?? [])].map((ordenes) => ordenes.length).sort();
  };
  expect(ocupados(90)).toStrictEqual([0, 2]);
  expect(ocupados(91)).toStrictEqual([1, 1]);
});

test('lo varado que no cabe en ninguno no cambia nada', () =>
  expect(mejorar({ recorridos: [recorrido('A', 0.02)], varadas: [varada(101)] }, 1)).toBeUndefined());

test('sin nada que llevar no hay nada que mejorar', () =>
  expect(mejorar({ recorridos: [recorrido('A')], varadas: [] }, 1)).toBeUndefined());
