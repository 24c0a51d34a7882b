import { corregirDevolucion } from '#events/bodegas/corregirDevolucion.ts';
import type { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import type { Linea } from '#events/comun/pedido.ts';
import { registrarEntrega } from '#events/ordenes/registrarEntrega.ts';
import type { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { step } from '#shared/model/saga.ts';
import { type EnCurso, type Marcha, partesFuera, type Regresando, type Terminada, unidades } from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';
import { RESTO } from './motivos.ts';
import { esperarRegreso, estaEnBodega, liberacion, terminada } from './regreso.ts';
import { viajeDe } from './viajes.ts';

type PorEntregar = EnCurso & { readonly marcha?: Marcha | undefined };

/**
 * The goods are in somebody's hands, also when nobody was to bring them any more: the driver was faster, or the proof comes
 * late. What a warehouse had received meanwhile was not there.
 */
export function alEntregar(e: PorEntregar, d: DatosDe<typeof EntregaConfirmada>) {
  const { ordenId } = e;
  const { recibidoPor, evidencia, entregadaEn, lineas, completa } = d;
  const entrega = { ...viajeDe(e, d), recibidoPor, evidencia, entregadaEn, lineas, completa };
  const avisos = [
    ...(estaEnBodega(e) ? [corregirDevolucion({ ordenId })] : []),
    registrarEntrega({ ordenId, salidas: [...e.salidas], ...entrega }),
  ];
  if (completa) return step(terminada(e, 'entregada'), ...avisos);
  if (!queda(e, lineas)) return step(terminada(e, 'entregadaParcial'), ...avisos, ...liberacion(e, RESTO));
  const { state, requests } = esperarRegreso({ ...e, fin: 'entregadaParcial', motivo: RESTO, parcial: entrega });
  return step(state, ...avisos, ...requests);
}

/** The proof of delivery of goods that were held to be coming back. */
export function alEntregarRegresando(e: Regresando, d: DatosDe<typeof EntregaConfirmada>) {
  return e.fin === 'entregadaParcial' ? undefined : alEntregar(e, d);
}

/** The proof of delivery of an order that was held to have ended otherwise. */
export function alEntregarTarde(e: Terminada, d: DatosDe<typeof EntregaConfirmada>) {
  const { ordenId, salidas, fin, enBodega } = e;
  if (fin === 'entregada' || fin === 'entregadaParcial') return undefined;
  const { recibidoPor, evidencia, entregadaEn, lineas, completa } = d;
  const entrega = { ...viajeDe(e, d), recibidoPor, evidencia, entregadaEn, lineas, completa };
  return step(
    { ...e, fin: completa ? 'entregada' : 'entregadaParcial' },
    ...(enBodega ? [corregirDevolucion({ ordenId })] : []),
    registrarEntrega({ ordenId, salidas: [...salidas], ...entrega }),
  );
}

/** A warehouse had received goods before it was known that they were delivered. */
export function alRecibirTarde(e: Terminada, _: DatosDe<typeof DevolucionRecibida>) {
  return step({ ...e, enBodega: true }, ...(e.fin === 'entregada' ? [corregirDevolucion({ ordenId: e.ordenId })] : []));
}

/** Whether goods are out when these were handed over. */
function queda(e: PorEntregar, entregadas: readonly Linea[]): boolean {
  const dentro = unidades([...entregadas, ...e.recibidas]);
  return [...unidades(partesFuera(e))].some(([sku, cantidad]) => cantidad > (dentro.get(sku) ?? 0));
}
