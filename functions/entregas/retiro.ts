import type { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { liberarReserva } from '#events/bodegas/liberarReserva.ts';
import { recibirDevolucion } from '#events/bodegas/recibirDevolucion.ts';
import type { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { rechazarOrden } from '#events/ordenes/rechazarOrden.ts';
import { registrarDevolucion } from '#events/ordenes/registrarDevolucion.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import type { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { retirarEntrega } from '#events/vehiculos/retirarEntrega.ts';
import type { Request } from '#shared/model/request.ts';
import { deadline, NOT_YET } from '#shared/model/saga.ts';
import { type Causa, cumplida, despuesDe, type Entrega, type Intento, type Retirando, turnoDe } from './entrega.ts';
import { type DatosDe, pasar } from './paso.ts';
import { INSISTENCIAS, PLAZOS } from './plazos.ts';

const CANCELACION = 'La orden fue cancelada';

/**
 * Takes the attempt back from the vehicles. What becomes of the goods is decided when they have answered whether these
 * are on board; also when no vehicle is known, for one may have been found in this moment.
 */
export function retirar({ pedido, carga, intento, despachada }: Intento, causa: Causa, now: string) {
  const vence = despuesDe(now, PLAZOS.insistencia);
  return pasar(
    { paso: 'retirando', pedido, carga, intento, despachada, causa, vence, insistencias: 0 },
    retirarEntrega({ ordenId: pedido.ordenId, motivo: motivoDe(causa), intento }),
    deadline('insistencia', PLAZOS.insistencia),
  );
}

interface Devolucion {
  readonly ordenId: string;
  readonly fin: 'devuelta' | 'cancelada';
  readonly motivo: string;
  readonly now: string;
}

/** Brings the goods back into the warehouse. */
export function devolver<const E extends readonly Request[]>({ now, ...devolucion }: Devolucion, ...avisos: E) {
  const { ordenId, motivo } = devolucion;
  return pasar(
    { paso: 'devolviendo', ...devolucion, vence: despuesDe(now, PLAZOS.insistencia), insistencias: 0 },
    ...avisos,
    recibirDevolucion({ ordenId, motivo }),
    deadline('insistencia', PLAZOS.insistencia),
  );
}

/** The customer has withdrawn the order. */
export function alCancelar(e: Entrega, { ordenId }: DatosDe<typeof OrdenCancelada>, now: string) {
  switch (e.paso) {
    case 'inicio':
      return NOT_YET;
    case 'reservando':
    case 'confirmando':
      return pasar({ paso: 'terminada', fin: 'cancelada' }, liberarReserva({ ordenId, motivo: CANCELACION }));
    case 'asignando':
    case 'esperando':
    case 'asignada':
    case 'enRuta':
      return retirar(e, { tipo: 'cancelacion' }, now);
    case 'fallando':
      return devolver({ ordenId, fin: 'cancelada', motivo: CANCELACION, now });
    case 'retirando':
      return pasar({ ...e, causa: { tipo: 'cancelacion' } });
    case 'devolviendo':
      return pasar({ ...e, fin: 'cancelada' });
    case 'terminada':
      return undefined;
  }
}

/** The vehicles have given the order back. Goods that are out come back; those that are not are free again. */
export function alRetirar(e: Entrega, { enRuta, intento }: DatosDe<typeof AsignacionRetirada>, now: string) {
  const turno = turnoDe(e, intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado' || e.paso === 'fallando') return undefined;
  if (e.paso !== 'retirando') return NOT_YET;
  const { ordenId } = e.pedido;
  const motivo = motivoDe(e.causa);
  if (enRuta || e.despachada) {
    return devolver({ ordenId, fin: e.causa.tipo === 'cancelacion' ? 'cancelada' : 'devuelta', motivo, now });
  }
  return pasar(
    { paso: 'terminada', fin: e.causa.tipo === 'cancelacion' ? 'cancelada' : 'rechazada' },
    liberarReserva({ ordenId, motivo }),
    ...(e.causa.tipo === 'rechazo' ? [rechazarOrden({ ordenId, codigo: e.causa.codigo, motivo })] : []),
  );
}

/** The goods are back. */
export function alDevolver(e: Entrega, { ordenId }: DatosDe<typeof DevolucionRecibida>) {
  if (e.paso === 'terminada') return undefined;
  if (e.paso !== 'devolviendo') return NOT_YET;
  return pasar(
    { paso: 'terminada', fin: e.fin },
    ...(e.fin === 'devuelta' ? [registrarDevolucion({ ordenId, motivo: e.motivo })] : []),
  );
}

/** A request that must have an answer has had none: it is sent again, a few times. */
export function alVencerInsistencia(e: Entrega, _: undefined, now: string) {
  if (e.paso !== 'retirando' && e.paso !== 'devolviendo' && e.paso !== 'fallando') return undefined;
  if (!cumplida(e, now) || e.insistencias >= INSISTENCIAS) return undefined;
  const otraVez = { vence: despuesDe(now, PLAZOS.insistencia), insistencias: e.insistencias + 1 };
  const plazo = deadline('insistencia', PLAZOS.insistencia);
  switch (e.paso) {
    case 'devolviendo':
      return pasar({ ...e, ...otraVez }, recibirDevolucion({ ordenId: e.ordenId, motivo: e.motivo }), plazo);
    case 'retirando':
      return pasar({ ...e, ...otraVez }, pedirRetiro(e), plazo);
    case 'fallando': {
      const { pedido, intento, vehiculoId, rutaId, cambio, motivo } = e;
      const viaje = { ordenId: pedido.ordenId, intento, vehiculoId, rutaId, cambio };
      return pasar({ ...e, ...otraVez }, registrarIntentoFallido({ ...viaje, motivo, final: false }), plazo);
    }
  }
}

function pedirRetiro({ pedido, causa, intento }: Pick<Retirando, 'pedido' | 'causa' | 'intento'>) {
  return retirarEntrega({ ordenId: pedido.ordenId, motivo: motivoDe(causa), intento });
}

function motivoDe(causa: Causa): string {
  return causa.tipo === 'cancelacion' ? CANCELACION : causa.motivo;
}
