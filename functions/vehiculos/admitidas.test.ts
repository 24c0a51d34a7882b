import { expect, test } from 'vitest';
import type { AnyCommand } from '#shared/model/command.ts';
import { isRejection } from '#shared/model/rejection.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { MemoryStore } from '#shared/testing/store.ts';
import { admitidas } from './admitidas.ts';
import { asignarParada } from './commands/asignarParada.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarParada } from './commands/liberarParada.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { entrega } from './entrega.ts';
import { HOY, ordenN, tras, VAN } from './testing/ejemplos.ts';
import { bodegas, flota, pedido } from './testing/pedidos.ts';

const UNA = ordenN(1);
const esta = { vehiculoId: VAN, ordenId: UNA };
const sinVehiculos = tras(bodegas(), [planificarEntrega, pedido(UNA)]);
const planificada = tras({ ...bodegas(), ...flota({ [VAN]: {} }) }, [planificarEntrega, pedido(UNA)]);
const liberada = tras(planificada, [liberarParada, { ...esta, dia: HOY }]);
const enRuta = tras(planificada, [iniciarRuta, { vehiculoId: VAN }]);
const fallida = tras(enRuta, [reportarEntregaFallida, { ...esta, motivo: 'ausente' }]);
const entregada = tras(enRuta, [confirmarEntrega, { ...esta, recibidoPor: 'Ana', evidencia: 'foto:1' }]);
const noVisitada = tras(enRuta, [finalizarRuta, { vehiculoId: VAN }]);
const retirada = tras(planificada, [retirarEntrega, { ordenId: UNA, motivo: 'No' }]);

const PRUEBAS: Readonly<Record<string, readonly [AnyCommand, object]>> = {
  confirmarEntrega: [confirmarEntrega, { ...esta, recibidoPor: 'Ana', evidencia: 'foto:1' }],
  reportarEntregaFallida: [reportarEntregaFallida, { ...esta, motivo: 'ausente' }],
  asignarParada: [asignarParada, { ...esta, dia: HOY }],
  liberarParada: [liberarParada, { ...esta, dia: HOY }],
  buscarPlan: [buscarPlan, { ordenId: UNA }],
};

test.each(Object.entries({ sinVehiculos, planificada, liberada, enRuta, fallida, entregada, noVisitada, retirada }))(
  'lo que admite %s no lo niega ningún comando',
  (_, streams: Streams) => {
    const store = new MemoryStore(streams);
    const dichas = admitidas(store.stateOf(entrega, UNA)).filter((una) => una in PRUEBAS);
    // A place that a search has not found, or a stop that stands where it is put, is no refusal.
    const negadas = dichas.filter((una) => {
      const [comando, input] = PRUEBAS[una] ?? [buscarPlan, {}];
      return isRejection(store.decide(comando, input)) && comando !== asignarParada;
    });
    expect(negadas).toStrictEqual([]);
    const vehiculo = store.decide(asignarParada, PRUEBAS.asignarParada?.[1]);
    const propia = isRejection(vehiculo) && vehiculo.rejected.startsWith('ENTREGA_');
    expect(dichas.includes('asignarParada')).toBe(!propia);
  },
);

test('solo se busca lo que espera a una búsqueda', () => {
  const seBusca = (streams: Streams) =>
    admitidas(new MemoryStore(streams).stateOf(entrega, UNA)).includes('buscarPlan');
  expect([sinVehiculos, planificada, liberada, fallida, entregada].map(seBusca)).toStrictEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
