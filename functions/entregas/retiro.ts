import type { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import type { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import type { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import type { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import type { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import type { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import type { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import type { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import type { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { retirarEntrega } from '#events/vehiculos/retirarEntrega.ts';
import type { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { step } from '#shared/model/saga.ts';
import { conReserva } from './cambios.ts';
import { type Causa, type EnCurso, enCurso, partesFuera, type Retirando } from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';
import { CANCELADA, motivoDeFaltantes } from './motivos.ts';
import { esperarRegreso, terminarDevuelta, terminarEnBodega } from './regreso.ts';
import { conSalida, desandar, despacho, llevadaPor, saliendo, sinTomadas, union } from './viajes.ts';

/** An order that somebody is to bring. */
type PorEntregar = EnCurso & Partial<Pick<Retirando, 'asignacion' | 'marcha'>>;

/**
 * Ends the attempts. What becomes of the goods is decided when the vehicles have answered whether these are aboard; also
 * when no vehicle is known, for one may have been found in this moment.
 */
export function retirar(e: PorEntregar & { readonly devuelta?: boolean }, causa: Causa) {
  const { asignacion, marcha, devuelta = false } = e;
  return step(
    { paso: 'retirando', ...enCurso(e), causa, asignacion, marcha, devuelta },
    retirarEntrega({ ordenId: e.ordenId, motivo: motivoDe(causa) }),
  );
}

/** The customer has withdrawn the order. */
export function alCancelar(e: PorEntregar) {
  return retirar(e, { tipo: 'cancelacion' });
}

/** An operator has given it up. */
export function alAbandonar(e: PorEntregar, { motivo }: DatosDe<typeof OrdenAbandonada>) {
  return retirar(e, { tipo: 'rechazo', codigo: 'DECISION_DEL_OPERADOR', motivo });
}

/** Goods that were promised to it are nowhere any more. */
export function alPerder(e: PorEntregar, falta: DatosDe<typeof ReservaPerdida>) {
  const codigo = 'INVENTARIO_INSUFICIENTE';
  return retirar(sinReservadas(e), { tipo: 'rechazo', codigo, motivo: motivoDeFaltantes(codigo, falta) });
}

/** No answer came: it is asked again. */
export function alVencer(e: Retirando) {
  return step(e, retirarEntrega({ ordenId: e.ordenId, motivo: motivoDe(e.causa) }));
}

/** It was cancelled while it was being given up. */
export function alCancelarRetirando(e: Retirando) {
  return step({ ...e, causa: { tipo: 'cancelacion' } });
}

/** The warehouses have moved what they hold of it. */
export function alMoverRetirando(e: Retirando, d: DatosDe<typeof ReservaMovida>) {
  return step({ ...e, reserva: conReserva(e, d) });
}

/** The warehouses hold nothing of it any more. */
export function alPerderRetirando(e: Retirando) {
  return step(sinReservadas(e));
}

/** The vehicle had left before it was told. */
export function alSalirRetirando(e: Retirando, d: DatosDe<typeof EntregaEnRuta>) {
  const marcha = saliendo(e, d);
  return step({ ...e, cargadas: union(e.cargadas, d.bodegas), marcha }, ...despacho(e.ordenId, d.bodegas));
}

/** The driver had fetched goods before the vehicle was told. */
export function alRecogerRetirando(e: Retirando, { bodegaId, cargada }: DatosDe<typeof RecogidaConfirmada>) {
  const { marcha } = e;
  return step(
    {
      ...e,
      cargadas: union(e.cargadas, [bodegaId]),
      marcha: marcha && { ...marcha, cargada, tomadas: union(marcha.tomadas, [bodegaId]) },
    },
    ...despacho(e.ordenId, [bodegaId]),
  );
}

/** Another vehicle had taken it over. */
export function alTransbordarRetirando(
  e: Retirando,
  { a, rutaId, eta, conductorId }: DatosDe<typeof EntregaTransbordada>,
) {
  const { marcha, cambio } = e;
  if (!marcha) return undefined;
  const viaje = { ...marcha.viaje, vehiculoId: a, rutaId, eta: eta ?? marcha.viaje.eta, cambio, conductorId };
  return step({ ...e, cambio: cambio + 1, marcha: { ...marcha, viaje } });
}

/** The vehicle had not left after all. */
export function alDeshacerRetirando(e: Retirando, _: DatosDe<typeof SalidaDeshecha>) {
  const { marcha, ...resto } = e;
  return marcha && step({ ...resto, cargadas: sinTomadas(e, marcha) }, ...desandar(e.ordenId, marcha));
}

/** The route had ended before its door. */
export function alNoVisitarRetirando(e: Retirando, _: DatosDe<typeof EntregaNoVisitada>) {
  const { marcha, ...resto } = e;
  return marcha && step({ ...resto, salidas: conSalida(e, marcha) });
}

/** The attempt had failed; there is no other. */
export function alFallarRetirando(e: Retirando, { motivo, detalle, conductorId }: DatosDe<typeof EntregaFallida>) {
  const { marcha: antes, ...resto } = e;
  if (!antes) return undefined;
  const marcha = llevadaPor(antes, conductorId);
  const fallo = { motivo, detalle, final: true };
  return step(
    { ...resto, salidas: conSalida(e, marcha, fallo) },
    registrarIntentoFallido({ ordenId: e.ordenId, salidas: [...e.salidas], ...marcha.viaje, ...fallo }),
  );
}

/** Nobody tries any more. Goods that are aboard come back; those that are not are free again. */
export function alRetirar(e: Retirando, { aBordo }: DatosDe<typeof EntregaRetirada>) {
  const { causa, marcha, devuelta } = e;
  const sinMarcha = { ...enCurso(e), salidas: marcha ? conSalida(e, marcha) : e.salidas };
  const motivo = motivoDe(causa);
  const fin = causa.tipo === 'cancelacion' ? 'cancelada' : 'devuelta';
  if (devuelta) return terminarDevuelta({ ...sinMarcha, fin, motivo });
  // What a warehouse has received is aboard for the vehicles until they are told.
  const fuera = aBordo && e.cargadas.length > 0;
  return fuera ? esperarRegreso({ ...sinMarcha, fin, motivo }) : terminarEnBodega(sinMarcha, causa, motivo);
}

function sinReservadas<E extends EnCurso>(e: E): E {
  return { ...e, reserva: { ...e.reserva, partes: partesFuera(e) } };
}

function motivoDe(causa: Causa): string {
  return causa.tipo === 'cancelacion' ? CANCELADA : causa.motivo;
}
