import { antes } from '#events/comun/tiempo.ts';
import { asignarOrden } from '#events/ordenes/asignarOrden.ts';
import type { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import type { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import type { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { asignarEntrega } from '#events/vehiculos/asignarEntrega.ts';
import { deadline, NOT_YET } from '#shared/model/saga.ts';
import { type Buscando, cumplida, despuesDe, type Entrega, type Intento, turnoDe } from './entrega.ts';
import { type DatosDe, pasar } from './paso.ts';
import { BUSQUEDAS, PLAZOS, pausaTras, plazoDeRuta } from './plazos.ts';
import { retirar } from './retiro.ts';

/** Asks for a vehicle. */
export function buscar({ pedido, carga, intento, despachada }: Intento, busqueda: number, now: string) {
  return pasar(
    { paso: 'asignando', pedido, carga, intento, despachada, busqueda, vence: despuesDe(now, PLAZOS.asignacion) },
    asignarEntrega({ ...pedido, ...carga, intento }),
    deadline('asignacion', PLAZOS.asignacion),
  );
}

/** A vehicle was found, perhaps by a search that was held for lost. */
export function alAsignar(e: Entrega, d: DatosDe<typeof AsignacionHecha>, now: string) {
  const turno = turnoDe(e, d.intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado' || (e.paso !== 'asignando' && e.paso !== 'esperando')) return undefined;
  const { pedido, carga, intento, despachada } = e;
  const segundos = plazoDeRuta(pedido, now);
  return pasar(
    { paso: 'asignada', pedido, carga, intento, despachada, cambio: 0, vence: despuesDe(now, segundos) },
    asignarOrden({ ...d, cambio: 0 }),
    deadline('ruta', segundos),
  );
}

/** Planning has found a better vehicle. Of two changes the one with the greater count is the newer. */
export function alCambiar(e: Entrega, d: DatosDe<typeof AsignacionCambiada>) {
  const turno = turnoDe(e, d.intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado') return undefined;
  if (e.paso === 'asignando' || e.paso === 'esperando') return NOT_YET;
  if (e.paso !== 'asignada' || d.cambio <= e.cambio) return undefined;
  return pasar({ ...e, cambio: d.cambio }, asignarOrden(d));
}

/** No vehicle can take it now. */
export function alNoAsignar(e: Entrega, { intento, codigo }: DatosDe<typeof AsignacionRechazada>, now: string) {
  const turno = turnoDe(e, intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado' || e.paso !== 'asignando') return undefined;
  return esperarOtro(e, now, codigo === 'VENTANA_IMPOSIBLE' ? 'VENTANA_IMPOSIBLE' : 'SIN_VEHICULO');
}

/** No answer came about a vehicle, which is taken for a no. */
export function alVencerAsignacion(e: Entrega, _: undefined, now: string) {
  return e.paso === 'asignando' && cumplida(e, now) ? esperarOtro(e, now, 'SIN_VEHICULO') : undefined;
}

/** The pause is over: a vehicle is looked for again. */
export function alVencerReintento(e: Entrega, _: undefined, now: string) {
  return e.paso === 'esperando' && cumplida(e, now) ? buscar(e, e.busqueda + 1, now) : undefined;
}

function esperarOtro(e: Buscando, now: string, codigo: 'SIN_VEHICULO' | 'VENTANA_IMPOSIBLE') {
  const pausa = pausaTras(e.busqueda);
  const vence = despuesDe(now, pausa);
  const tarde = e.pedido.ventana !== undefined && antes(e.pedido.ventana.hasta, vence);
  if (e.busqueda >= BUSQUEDAS || tarde) {
    const motivo =
      codigo === 'SIN_VEHICULO' ? 'Ningún vehículo tiene cupo' : 'Ningún vehículo llega en la ventana pedida';
    return retirar(e, { tipo: 'rechazo', codigo, motivo }, now);
  }
  return pasar({ ...e, paso: 'esperando', vence }, deadline('reintento', pausa));
}
