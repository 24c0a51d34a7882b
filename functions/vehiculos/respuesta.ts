import * as z from 'zod';
import { BodegaId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas, Zona } from '#events/comun/lugar.ts';
import { Prioridad } from '#events/comun/pedido.ts';
import { Instante, Ventana } from '#events/comun/tiempo.ts';
import { Jornada } from '#events/vehiculos/jornada.ts';
import { cargaDe, type VistaVehiculo } from './projections/flota.ts';

const Estado = z.enum(['disponible', 'enRuta', 'mantenimiento']);

/** A vehicle, as the API answers it. `carga` is what is on board, or is to be taken on the next route. */
export const RespuestaVehiculo = z.object({
  vehiculoId: VehiculoId,
  bodegaId: BodegaId,
  base: Zona,
  capacidadKg: z.number(),
  capacidadM3: z.number(),
  jornada: Jornada.optional(),
  carga: z.object({ pesoKg: z.number(), volumenM3: z.number() }),
  estado: Estado,
  posicion: z.object({ coordenadas: Coordenadas, registradaEn: Instante }).optional(),
  rutaId: RutaId.optional(),
  /** Stops that are still to be made. */
  paradas: z.int().min(0),
});

/** The answer about a vehicle. */
export function responderVehiculo(v: VistaVehiculo): z.output<typeof RespuestaVehiculo> {
  const { paradas, ruta, ...resto } = v;
  return {
    ...resto,
    carga: cargaDe(v),
    ...(ruta && { rutaId: ruta.rutaId }),
    paradas: paradas.filter(({ estado }) => estado === 'pendiente' || estado === 'enRuta').length,
  };
}

/** The stops of a vehicle in the order of its route, as the API answers them. */
export const RespuestaRuta = z.object({
  vehiculoId: VehiculoId,
  estado: Estado,
  rutaId: RutaId.optional(),
  iniciadaEn: Instante.optional(),
  paradas: z.array(
    z.object({
      /** From 1. */
      posicion: z.int().min(1),
      ordenId: OrdenId,
      intento: z.int().min(1),
      estado: z.enum(['pendiente', 'enRuta', 'entregada', 'fallida', 'retirada']),
      eta: Instante,
      zona: Zona,
      pesoKg: z.number(),
      volumenM3: z.number(),
      ventana: Ventana.optional(),
      prioridad: Prioridad,
      motivo: z.string().optional(),
    }),
  ),
});

/** The answer about a route. */
export function responderRuta({ vehiculoId, estado, ruta, paradas }: VistaVehiculo): z.output<typeof RespuestaRuta> {
  return { vehiculoId, estado, ...ruta, paradas: paradas.map((parada, n) => ({ posicion: n + 1, ...parada })) };
}
