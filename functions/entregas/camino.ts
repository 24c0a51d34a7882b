import { despacharReserva } from '#events/bodegas/despacharReserva.ts';
import type { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { iniciarTransito } from '#events/ordenes/iniciarTransito.ts';
import { registrarEntrega } from '#events/ordenes/registrarEntrega.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import type { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import type { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import type { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { deadline, NOT_YET } from '#shared/model/saga.ts';
import { buscar } from './busqueda.ts';
import { cumplida, despuesDe, type Entrega, turnoDe } from './entrega.ts';
import { type DatosDe, pasar } from './paso.ts';
import { INTENTOS, PLAZOS } from './plazos.ts';
import { devolver, retirar } from './retiro.ts';

/** The goods have left. One that is being withdrawn has left all the same, and comes back. */
export function alSalir(e: Entrega, d: DatosDe<typeof EntregaEnRuta>, now: string) {
  const turno = turnoDe(e, d.intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado') return undefined;
  if (e.paso === 'asignando' || e.paso === 'esperando') return NOT_YET;
  const { ordenId, vehiculoId, rutaId, intento } = d;
  const despacho = 'despachada' in e && !e.despachada ? [despacharReserva({ ordenId })] : [];
  if (e.paso === 'retirando') return e.despachada ? undefined : pasar({ ...e, despachada: true }, ...despacho);
  if (e.paso !== 'asignada') return undefined;
  const { pedido, carga, cambio } = e;
  const vence = despuesDe(now, PLAZOS.entrega);
  const viaje = { vehiculoId, rutaId, cambio };
  return pasar(
    { paso: 'enRuta', pedido, carga, intento, despachada: true, ...viaje, vence, prorrogada: false },
    ...despacho,
    iniciarTransito({ ordenId, intento, ...viaje }),
    deadline('entrega', PLAZOS.entrega),
  );
}

/** The goods are delivered; also when they were being called back, for the driver was faster. */
export function alEntregar(e: Entrega, d: DatosDe<typeof EntregaConfirmada>) {
  const turno = turnoDe(e, d.intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado') return undefined;
  const { ordenId, vehiculoId, rutaId, intento, recibidoPor, evidencia, entregadaEn } = d;
  const entrega = { ordenId, vehiculoId, rutaId, intento, recibidoPor, evidencia, entregadaEn };
  switch (e.paso) {
    case 'enRuta':
      return pasar({ paso: 'terminada', fin: 'entregada' }, registrarEntrega({ ...entrega, cambio: e.cambio }));
    case 'retirando':
      return pasar(
        { paso: 'terminada', fin: 'entregada' },
        ...(e.despachada ? [] : [despacharReserva({ ordenId })]),
        registrarEntrega({ ...entrega, cambio: 0 }),
      );
    default:
      return e.paso === 'fallando' ? undefined : NOT_YET;
  }
}

/** A try has failed. After the third, or when the order is being given up, the goods go back. */
export function alFallar(e: Entrega, d: DatosDe<typeof EntregaFallida>, now: string) {
  const turno = turnoDe(e, d.intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado' || e.paso === 'fallando') return undefined;
  if (e.paso !== 'enRuta' && e.paso !== 'retirando') return NOT_YET;
  const { ordenId, vehiculoId, rutaId, intento, motivo } = d;
  const final = e.paso === 'retirando' || intento >= INTENTOS;
  const viaje = { vehiculoId, rutaId, cambio: e.paso === 'enRuta' ? e.cambio : 0 };
  const aviso = registrarIntentoFallido({ ordenId, intento, ...viaje, motivo, final });
  if (final) {
    const cancelada = e.paso === 'retirando' && e.causa.tipo === 'cancelacion';
    return devolver({ ordenId, fin: cancelada ? 'cancelada' : 'devuelta', motivo, now }, aviso);
  }
  const { pedido, carga, despachada } = e;
  const vence = despuesDe(now, PLAZOS.insistencia);
  return pasar(
    { paso: 'fallando', pedido, carga, intento, despachada, ...viaje, motivo, vence, insistencias: 0 },
    aviso,
    deadline('insistencia', PLAZOS.insistencia),
  );
}

/** The order knows of the failed try: on to the next one. The goods stay out, and travel again. */
export function alSaberDelFallo(e: Entrega, d: DatosDe<typeof EntregaDeOrdenFallida>, now: string) {
  const turno = turnoDe(e, d.intento);
  if (turno === 'futuro') return NOT_YET;
  if (turno === 'pasado' || e.paso === 'retirando') return undefined;
  if (e.paso !== 'fallando') return NOT_YET;
  return buscar({ ...e, intento: e.intento + 1 }, 1, now);
}

/** The route has not started in time: the order is given up, or comes back if it was out before. */
export function alVencerRuta(e: Entrega, _: undefined, now: string) {
  if (e.paso !== 'asignada' || !cumplida(e, now)) return undefined;
  return retirar(e, { tipo: 'rechazo', codigo: 'SIN_DESPACHO', motivo: 'La ruta no salió a tiempo' }, now);
}

/** Nothing is heard from the road. The goods are with the driver, so it waits once more before it calls them back. */
export function alVencerEntrega(e: Entrega, _: undefined, now: string) {
  if (e.paso !== 'enRuta' || !cumplida(e, now)) return undefined;
  if (e.prorrogada) {
    return retirar(e, { tipo: 'rechazo', codigo: 'SIN_DESPACHO', motivo: 'No hubo noticia de la entrega' }, now);
  }
  return pasar({ ...e, prorrogada: true, vence: despuesDe(now, PLAZOS.entrega) }, deadline('entrega', PLAZOS.entrega));
}
