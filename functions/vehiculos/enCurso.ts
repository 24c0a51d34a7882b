import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { type Buscada, paradaPara } from './buscada.ts';
import type { Entorno } from './candidato.ts';
import { llegadasAlFinal } from './marcha.ts';
import { impedimento } from './ruteo.ts';
import { quedanHoras, turnoDe } from './turno.ts';
import { bultosDe, paradasAbiertas, type Ruta, type Vehiculo } from './vehiculo.ts';

/** The route that a vehicle is on, and a stop that it makes last. */
export interface EnCurso {
  readonly vehiculoId: string;
  readonly ruta: Ruta;
  readonly parada: Parada;
}

/**
 * A further attempt later on the same route: after the stops that are still to be made, when the vehicle has all goods of
 * it aboard and comes in time. Where no other stop lies between, it would stand at the same door at once.
 */
export function alFinalDeLaRuta(buscada: Buscada, v: Vehiculo, { bodegas, now }: Entorno): EnCurso | undefined {
  const { en } = buscada;
  const { ficha, ruta, taller } = v;
  const abiertas = paradasAbiertas(v).filter(({ ordenId }) => ordenId !== buscada.ordenId);
  if (en === undefined || !ficha || !ruta || taller || abiertas.length === 0) return undefined;
  // What a warehouse received before the vehicle left did not leave with it, whatever the delivery knows by now.
  if (!bultosDe(ruta).some(({ ordenId }) => ordenId === buscada.ordenId)) return undefined;
  const nueva = paradaPara(buscada, ficha.bodegaId, bodegas);
  if (!nueva || buscada.porCargar.length > 0) return undefined;
  const turno = turnoDe(ficha, ruta.dia, { bodega: bodegas[ficha.bodegaId], now });
  const visitas = [...abiertas, nueva];
  if (!quedanHoras(turno) || impedimento(turno, visitas)) return undefined;
  const parada = { ...nueva, eta: now };
  const eta = llegadasAlFinal({ ...v, ficha }, [parada], now).get(buscada.ordenId) ?? now;
  return { vehiculoId: en, ruta, parada: { ...parada, eta } };
}

/** What tells the vehicle, and the delivery: it is planned, and on its way. */
export function agregada({ vehiculoId, ruta, parada }: EnCurso) {
  const { ordenId, intento, cambio, eta } = parada;
  const { rutaId, dia, conductorId } = ruta;
  return {
    vehiculo: ParadaAgregada({ vehiculoId, rutaId, parada }),
    entrega: [
      EntregaPlanificada({ ordenId, vehiculoId, dia, eta, intento, cambio, enRuta: rutaId }),
      EntregaEnRuta({
        ordenId,
        vehiculoId,
        rutaId,
        eta,
        intento,
        bodegas: [],
        cargada: true,
        ...(conductorId !== undefined && { conductorId }),
      }),
    ],
  };
}
