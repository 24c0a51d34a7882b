import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Sitio } from '#events/comun/texto.ts';
import { unitOfWork } from '#shared/model/command.ts';
import { isRejection, reject } from '#shared/model/rejection.ts';
import { bodega } from '../bodega.ts';
import { diaVigente } from '../calendario.ts';
import { entrega, vehiculoConMercancia } from '../entrega.ts';
import { manejo, manejoId } from '../manejo.ts';
import { plan, planIdDe } from '../plan.ts';
import { cabeLaCarga } from '../recorrido.ts';
import { reserva } from '../reserva.ts';
import { MAX_PARADAS, rutaAbierta, siguenABordo } from '../ruta.ts';
import { escriturasDe } from '../transbordo.ts';
import { bultosDe, paradasConMercancia, type Vehiculo, vehiculo } from '../vehiculo.ts';

/**
 * A vehicle hands its open stops, and the goods that come back, over to another one at a place: all of them, or those of
 * `ordenes`. The other one goes on with them; from its base it begins a route with them.
 */
export const transbordar = unitOfWork({
  over: { vehiculo, entrega, plan },
  consults: { manejo, reserva, bodega },
  http: 'POST /vehiculos/{vehiculoId}/transbordos',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Transborda a otro vehículo',
    description:
      'Otro vehículo toma en un lugar las paradas abiertas y la mercancía que vuelve: todas, o las órdenes que se nombren. Si está en su base, empieza una ruta con ellas.',
  },
  accepts: z.strictObject({
    vehiculoId: VehiculoId,
    a: VehiculoId,
    lugar: Sitio,
    ordenes: z.array(OrdenId).min(1).max(MAX_PARADAS).optional(),
  }),
  example: { vehiculoId: EJEMPLO.vehiculoId, a: EJEMPLO.otroVehiculoId, lugar: 'Calle 80 con carrera 30' },
  rejects: [
    'VEHICULO_NO_EXISTE',
    'VEHICULO_RETIRADO',
    'VEHICULO_EN_MANTENIMIENTO',
    'VEHICULO_SIN_CUPO',
    'CONDUCTOR_AJENO',
    'RUTA_NO_INICIADA',
    'RUTA_DEMASIADO_LARGA',
    'PARADA_NO_EXISTE',
    'TRANSBORDO_IMPOSIBLE',
    'TRANSBORDO_VACIO',
  ],
  main: ({ vehiculoId }) => ({ of: vehiculo, id: vehiculoId }),
  streams: ({ a }, { ruta }) => ({
    vehiculo: [a],
    entrega: ruta ? paradasConMercancia(ruta).map(({ ordenId }) => ordenId) : [],
  }),
  more: ({ a }, { entrega: entregas, vehiculo: vehiculos }, { now }) => {
    const otro = vehiculos[a] ?? vehiculo.initial;
    const traidos = otro.ruta ? [] : otro.traidos.map(({ ordenId }) => ordenId);
    return {
      plan: Object.values(entregas).flatMap(({ plan: suyo }) => (suyo ? [planIdDe(suyo.vehiculoId, suyo.dia)] : [])),
      manejo: [manejoDe(a, otro, now)],
      entrega: traidos,
      reserva: traidos,
      bodega: Object.values(entregas).flatMap(({ plan: suyo, encargo }) => (suyo && encargo ? [encargo.bodegaId] : [])),
    };
  },
  decide: (c, states, context) => {
    const { vehiculoId, a, lugar, ordenes } = c;
    const de = rutaAbierta(states.vehiculo[vehiculoId] ?? vehiculo.initial, context.actor);
    if (isRejection(de)) return de;
    if (a === vehiculoId) return reject('TRANSBORDO_IMPOSIBLE', a);
    const otro = states.vehiculo[a] ?? vehiculo.initial;
    if (!otro.ficha) return reject('VEHICULO_NO_EXISTE', a);
    if (otro.retirado) return reject('VEHICULO_RETIRADO', a);
    if (otro.taller) return reject('VEHICULO_EN_MANTENIMIENTO', a);
    const deHoy = states.manejo[manejoDe(a, otro, context.now)];
    const conductorId = otro.ruta ? otro.ruta.conductorId : deHoy?.conductorId;
    const pasan = paradasConMercancia(de)
      .map((parada) => ({ parada, entrega: states.entrega[parada.ordenId] ?? entrega.initial }))
      .filter(({ parada, entrega: e }) => parada.estado === 'abierta' || vehiculoConMercancia(e) === vehiculoId)
      .filter(({ parada }) => ordenes?.includes(parada.ordenId) ?? true);
    const ajena = ordenes?.find((ordenId) => !pasan.some(({ parada }) => parada.ordenId === ordenId));
    if (ajena !== undefined) return reject('PARADA_NO_EXISTE', ajena);
    if (pasan.length === 0) return reject('TRANSBORDO_VACIO');
    const paradas = pasan.map(({ parada }) => parada);
    const aBordo = otro.ruta ? bultosDe(otro.ruta) : siguenABordo(otro, { vehiculoId: a, paradas }, states);
    const otras = aBordo.filter(({ ordenId }) => !paradas.some((parada) => parada.ordenId === ordenId));
    if (!cabeLaCarga(otro.ficha, [...otras, ...paradas])) return reject('VEHICULO_SIN_CUPO', a);
    const todas = new Set([...(otro.ruta?.paradas ?? []), ...otras, ...paradas].map(({ ordenId }) => ordenId));
    if (todas.size > MAX_PARADAS) return reject('RUTA_DEMASIADO_LARGA', `Serían ${todas.size}`);
    const destino = { ...otro, ficha: otro.ficha, vehiculoId: a, conductorId, aBordo };
    return escriturasDe(
      { de: { vehiculoId, rutaId: de.rutaId }, a: destino, pasan, lugar, bodegas: states.bodega },
      context,
    );
  },
});

function manejoDe(vehiculoId: string, { ficha }: Vehiculo, now: string): string {
  return manejoId(vehiculoId, diaVigente(ficha?.calendario, now));
}
