import { type Rejection, reject } from '#shared/model/rejection.ts';
import type { ParadaEnRuta, Vehiculo } from './vehiculo.ts';

interface Abierta {
  readonly rutaId: string;
  readonly iniciadaEn: string;
  readonly parada: ParadaEnRuta;
}

type Negativa = Rejection<
  'VEHICULO_NO_EXISTE' | 'RUTA_NO_INICIADA' | 'PARADA_NO_EXISTE' | 'PARADA_ANULADA' | 'PARADA_TERMINADA'
>;

/** The stop that a driver speaks of, if it can still end as `fin`; undefined when it has ended so already. */
export function paradaAbierta(
  v: Vehiculo,
  ordenId: string,
  fin: 'entregada' | 'fallida',
): Abierta | Negativa | undefined {
  if (v.estado === 'inexistente') return reject('VEHICULO_NO_EXISTE');
  if (v.estado !== 'enRuta') return reject('RUTA_NO_INICIADA');
  const parada = v.paradas.find((una) => una.ordenId === ordenId);
  if (!parada) return reject('PARADA_NO_EXISTE', ordenId);
  if (parada.estado === 'anulada') return reject('PARADA_ANULADA', ordenId);
  if (parada.estado === fin) return undefined;
  return parada.estado === 'enRuta'
    ? { rutaId: v.rutaId, iniciadaEn: v.iniciadaEn, parada }
    : reject('PARADA_TERMINADA', parada.estado);
}
