import { expect, test } from 'vitest';
import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { command } from '#shared/model/command.ts';
import type { Fact } from '#shared/model/event.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { Registro } from '../testing/registro.ts';
import { ajustarInventario } from './commands/ajustarInventario.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { ingresarInventario } from './commands/ingresarInventario.ts';
import { liberarReserva } from './commands/liberarReserva.ts';
import { registrarBodega } from './commands/registrarBodega.ts';
import { registrarProducto } from './commands/registrarProducto.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { custodia } from './custodia.ts';
import { CAFE, camino, NORTE } from './ejemplos.ts';
import { inventario, inventarioId } from './inventario.ts';

const { ordenId, zona } = EJEMPLO;

/** Writes what the people of the road say. */
const decir = command({
  of: custodia,
  accepts: z.object({ hechos: z.array(z.any()) }),
  example: { hechos: [] },
  id: () => ordenId,
  decide: ({ hechos }) => hechos as never,
});

/** A warehouse with five units, of which an order holds one; what is done is done a minute after what was done before. */
function bodega() {
  const registro = new Registro(() => true);
  let n = 0;
  const hacer = (comando: Parameters<Registro['run']>[0], datos: object) => {
    const now = new Date(Date.UTC(2030, 0, 15, 12, ++n)).toISOString();
    const hecho = registro.run(comando, datos, { now, id: `${n}`, actor: { subject: '', scopes: [] } });
    if (isRejection(hecho)) throw new Error(hecho.rejected);
  };
  hacer(registrarBodega, { ...registrarBodega.example, bodegaId: NORTE });
  hacer(registrarProducto, { ...registrarProducto.example, sku: CAFE });
  hacer(ingresarInventario, { bodegaId: NORTE, sku: CAFE, cantidad: 5 });
  hacer(reservarInventario, { ordenId, zona, lineas: [{ sku: CAFE, cantidad: 1 }] });
  return {
    cuentan: (conteo: number) => hacer(ajustarInventario, { bodegaId: NORTE, sku: CAFE, conteo, motivo: 'Conteo' }),
    pasa: (...hechos: Fact[]) => hacer(decir, { hechos }),
    seAnota: () => hacer(despacharReserva, { ordenId, bodegas: [NORTE] }),
    seLibera: () => hacer(liberarReserva, { ordenId, motivo: 'La orden fue cancelada' }),
    hay: () => {
      const { existencias, reservadas } = registro.stateOf(inventario, inventarioId(NORTE, CAFE));
      return { existencias, reservadas };
    },
  };
}

test.each([
  ['al salir', camino.sale(ordenId, NORTE)],
  ['al recogerla', camino.recoge(ordenId, NORTE)],
])('lo que ya no estaba cuando se contó no se descuenta otra vez: %s', (_, salida) => {
  const b = bodega();
  b.pasa(salida);
  b.cuentan(4);
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 1 });
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 0 });
});

test('tampoco cuando el conteo halla lo que dicen los libros, que tenían uno de menos', () => {
  const b = bodega();
  b.pasa(camino.sale(ordenId, NORTE));
  b.cuentan(5);
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 5, reservadas: 0 });
});

test('tampoco cuando otra palabra se adelanta a la del despacho', () => {
  const b = bodega();
  b.pasa(camino.sale(ordenId, NORTE));
  b.cuentan(4);
  b.seLibera();
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 0 });
});

test('lo que salió después del conteo se descuenta', () => {
  const b = bodega();
  b.cuentan(4);
  b.pasa(camino.sale(ordenId, NORTE));
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 3, reservadas: 0 });
});

test('lo que se contó después de anotar su salida ya está descontado', () => {
  const b = bodega();
  b.pasa(camino.sale(ordenId, NORTE));
  b.seAnota();
  b.cuentan(4);
  expect(b.hay()).toStrictEqual({ existencias: 4, reservadas: 0 });
});

test('si sale más de lo que se contó, no queda nada', () => {
  const b = bodega();
  b.cuentan(0);
  b.pasa(camino.sale(ordenId, NORTE));
  b.seAnota();
  expect(b.hay()).toStrictEqual({ existencias: 0, reservadas: 0 });
});
