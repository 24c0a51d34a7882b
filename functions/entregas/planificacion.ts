import { acercarReserva } from '#events/bodegas/acercarReserva.ts';
import { cambiarLineas } from '#events/bodegas/cambiarLineas.ts';
import type { ReservaNoAcercada } from '#events/bodegas/ReservaNoAcercada.ts';
import { FRASES_SIN_CAMBIO } from '#events/comun/cambioNegado.ts';
import { asignarOrden } from '#events/ordenes/asignarOrden.ts';
import { desasignarOrden } from '#events/ordenes/desasignarOrden.ts';
import { actualizarEncargo } from '#events/vehiculos/actualizarEncargo.ts';
import type { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import type { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { planificarEntrega } from '#events/vehiculos/planificarEntrega.ts';
import { step } from '#shared/model/saga.ts';
import {
  type Asignada,
  type Confirmando,
  type EnCurso,
  type EnEspera,
  enCurso,
  type Pedido,
  type Planificando,
  type Reserva,
} from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';

/** The vehicles are told what is to be brought, and the warehouses which other goods are wanted, and that it goes elsewhere, if so. */
export function empezar(
  { ordenId, ...pedido }: Pedido,
  reserva: Reserva,
  { lineasPedidas, otroDestino }: Pick<Confirmando, 'lineasPedidas' | 'otroDestino'>,
) {
  const { clienteId, zona, lineas } = pedido;
  const nada = { cargadas: [], recibidas: [], salidas: [], intento: 1, cambio: 0, revision: 0, reubicacion: 0 };
  const encargo = { ...pedido, ...reserva };
  return step(
    { paso: 'planificando', ordenId, clienteId, zona, lineas, reserva, ...nada, encargo, lineasPedidas },
    planificarEntrega({ ordenId, encargo, intento: 1 }),
    ...(otroDestino ? [acercarReserva({ ordenId, zona })] : []),
    ...(lineasPedidas ? [cambiarLineas({ ordenId, zona, lineas: [...lineasPedidas] })] : []),
  );
}

/** A further attempt, or the same one again, is to have its place in a plan. */
export function volverAPlanificar(e: EnCurso) {
  const planificando: Planificando = { paso: 'planificando', ...enCurso(e) };
  return [planificando, planificarEntrega({ ordenId: e.ordenId, intento: e.intento })] as const;
}

/**
 * It has its place in a plan, or another one or another hour than before. Of one on a route that is on its way the order is told by
 * its start, which comes with it: two words would tell two times.
 */
export function alPlanificar(e: Planificando | EnEspera | Asignada, d: DatosDe<typeof EntregaPlanificada>) {
  const { ordenId, cambio } = e;
  const { vehiculoId, dia, eta, intento, enRuta } = d;
  const asignacion = { vehiculoId, dia, eta, intento, cambio };
  return step(
    { paso: 'asignada', ...conPendientes(e), inalcanzable: undefined, intento, cambio: cambio + 1, asignacion },
    ...(enRuta === undefined ? [asignarOrden({ ordenId, salidas: [...e.salidas], ...asignacion })] : []),
    ...pendientes(e),
  );
}

/** There is no place in any plan now: where nobody can bring it where it goes, the order is told. */
export function alNoPlanificar(e: Planificando, _: DatosDe<typeof EntregaSinPlan>) {
  const espera = conPendientes(e);
  if (!e.inalcanzable) return step({ paso: 'enEspera', ...espera }, ...pendientes(e));
  return step({ paso: 'enEspera', ...espera, cambio: e.cambio + 1 }, sinLugar(e), ...pendientes(e));
}

/** Nobody can bring it where it goes now, and it has no place in a plan. */
export function alNoAcercarEnEspera(e: EnEspera, { codigo }: DatosDe<typeof ReservaNoAcercada>) {
  const despues = { ...e, inalcanzable: codigo };
  return step({ ...despues, cambio: e.cambio + 1 }, sinLugar(despues));
}

/** It has lost its place: nobody is to hold that vehicle to be the one that brings it. */
export function alPerderLugar(e: Asignada, _: DatosDe<typeof EntregaSinPlan>) {
  return step({ paso: 'enEspera', ...enCurso(e), cambio: e.cambio + 1 }, sinLugar(e));
}

/** No answer came: it is asked again. The vehicles answer once for an attempt. */
export function alVencer(e: Planificando) {
  const { ordenId, intento, encargo } = e;
  return step(e, planificarEntrega({ ordenId, intento, ...(encargo && { encargo }) }));
}

function sinLugar({ ordenId, salidas, intento, cambio, inalcanzable }: EnCurso) {
  const motivo = inalcanzable && FRASES_SIN_CAMBIO[inalcanzable];
  return desasignarOrden({ ordenId, salidas: [...salidas], intento, cambio, ...(motivo && { motivo }) });
}

function conPendientes(e: Planificando | EnEspera | Asignada): EnCurso {
  return { ...enCurso(e), revision: e.revision + pendientes(e).length };
}

function pendientes(e: Planificando | EnEspera | Asignada) {
  if (e.paso !== 'planificando' || !e.porCorregir) return [];
  const { ordenId, clienteId, revision, porCorregir: cambios } = e;
  return [actualizarEncargo({ ordenId, clienteId, revision: revision + 1, cambios })];
}
