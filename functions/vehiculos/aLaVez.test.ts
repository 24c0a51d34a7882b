import { expect, test } from 'vitest';
import { isRejection } from '#shared/model/rejection.ts';
import { registrarBodega } from '../bodegas/commands/registrarBodega.ts';
import { Registro } from '../testing/registro.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';
import { entrega } from './entrega.ts';
import { flota } from './projections/flota.ts';
import { planes } from './projections/planes.ts';
import { HOY, NORTE, ordenN } from './testing/ejemplos.ts';
import { a, DE_DIA, pedido } from './testing/pedidos.ts';

/** A warehouse with a dozen vans, whose views show what happens when it is said. */
function empresa() {
  let seVe = true;
  const registro = new Registro(() => seVe);
  let n = 0;
  const hacer = (comando: Parameters<Registro['run']>[0], datos: object) => {
    const context = { now: a('07:00'), id: ordenN(++n), actor: { subject: '', scopes: [] } };
    if (isRejection(registro.run(comando, datos, context))) throw new Error('Refused.');
  };
  hacer(registrarBodega, { ...registrarBodega.example, bodegaId: NORTE, calendario: DE_DIA });
  for (let van = 0; van < 12; van++) {
    const ficha = { capacidadKg: 100, capacidadM3: 10, calendario: DE_DIA };
    hacer(registrarVehiculo, { ...registrarVehiculo.example, ...ficha, vehiculoId: `AAA${100 + van}` });
  }
  const ver = (vistas: boolean) => {
    registro.rowsOf(flota);
    registro.rowsOf(planes);
    seVe = vistas;
  };
  return { registro, hacer, ver };
}

test('de sesenta órdenes a la vez, las que perdieron su lugar hallan otro en cuanto las vistas lo saben', () => {
  const { registro, hacer, ver } = empresa();
  // Their last digits, by which the third vehicle is chosen, are as random as those of real ones.
  const ordenes = Array.from({ length: 60 }, (_, n) => ordenN(((n + 1) * 7919) % 999_983));
  const espera = () => ordenes.filter((id) => registro.stateOf(entrega, id).plan === undefined);
  ver(false);
  for (const id of ordenes) hacer(planificarEntrega, pedido(id, { pesoKg: 20 }));
  const perdieron = espera();
  expect(perdieron.length).toBeGreaterThan(0);
  for (const id of perdieron) expect(registro.stateOf(entrega, id).sinPlan?.codigo).toBe('LUGAR_TOMADO');
  ver(true);
  for (const ordenId of perdieron) hacer(buscarPlan, { ordenId });
  expect(espera()).toStrictEqual([]);
  const enPlan = registro.rowsOf(planes).filter(({ dia }) => dia === HOY);
  expect(enPlan.map(({ paradas }) => paradas.length)).toStrictEqual(Array.from({ length: 12 }, () => 5));
});
