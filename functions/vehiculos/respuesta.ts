import * as z from 'zod';
import { Calendario } from '#events/comun/calendario.ts';
import { BodegaId, ClienteId, ConductorId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Linea, Lineas, Partes, Prioridad } from '#events/comun/pedido.ts';
import { Dia, Instante, Ventana } from '#events/comun/tiempo.ts';
import { CodigoSinPlan, FRASES_SIN_PLAN } from '#events/vehiculos/codigoSinPlan.ts';
import { Parada } from '#events/vehiculos/parada.ts';
import { Posicion } from '#events/vehiculos/posicion.ts';
import { admitidas, DE_ENTREGA } from './admitidas.ts';
import { bodegasPorCargar, haTerminado } from './entrega.ts';
import type { VistaEntrega } from './projections/entregas.ts';
import { cargaDe, estadoDe, type VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';

/** A vehicle, as the API answers it. `carga` is what is aboard on the road; `paradas` are those of its route still to be made. */
export const RespuestaVehiculo = z.object({
  vehiculoId: VehiculoId,
  bodegaId: BodegaId,
  base: Zona,
  capacidadKg: z.number(),
  capacidadM3: z.number(),
  calendario: Calendario.optional(),
  estado: z.enum(['disponible', 'enRuta', 'mantenimiento', 'averiado', 'retirado']),
  /** Since when it can go nowhere, why, and where it stands. */
  falla: z.object({ desde: Instante, motivo: z.string(), lugar: z.string().optional() }).optional(),
  ruta: z.object({ rutaId: RutaId, dia: Dia, iniciadaEn: Instante, conductorId: ConductorId.optional() }).optional(),
  paradas: z.int().min(0),
  carga: z.object({ pesoKg: z.number(), volumenM3: z.number() }),
  posicion: Posicion.optional(),
});

/** The answer about a vehicle, and where it was last, where that is known. */
export function responderVehiculo(v: VistaVehiculo, posicion?: Posicion): z.output<typeof RespuestaVehiculo> {
  const { taller: _, retirado: __, ruta, ...ficha } = v;
  const { bultos = [], empezada: ___, ...enRuta } = ruta ?? {};
  return {
    ...ficha,
    estado: estadoDe(v),
    ...(ruta && { ruta: enRuta }),
    paradas: bultos.filter(({ abierta }) => abierta).length,
    carga: cargaDe(v),
    ...(posicion && { posicion }),
  } as z.output<typeof RespuestaVehiculo>;
}

/** What a vehicle is to do on a day, in order, as the API answers it. */
export const RespuestaPlan = z.object({
  vehiculoId: VehiculoId,
  dia: Dia,
  bodegaId: BodegaId,
  paradas: z.array(Parada.omit({ cambio: true })),
  carga: z.object({ pesoKg: z.number(), volumenM3: z.number() }),
});

/** The answer about a plan. */
export function responderPlan({
  planId: _,
  porSalir: __,
  paradas,
  ...plan
}: VistaPlan): z.output<typeof RespuestaPlan> {
  return {
    ...plan,
    paradas: paradas.map(({ cambio: _cambio, ...parada }) => parada),
    carga: { pesoKg: suma(paradas.map((p) => p.pesoKg)), volumenM3: suma(paradas.map((p) => p.volumenM3)) },
  } as z.output<typeof RespuestaPlan>;
}

/**
 * A delivery, as the API answers it: what the driver must know at the door, where the goods are, and why it waits. What is
 * personal is `null` once the customer was forgotten.
 */
export const RespuestaEntrega = z.object({
  ordenId: OrdenId,
  clienteId: ClienteId,
  estado: z.enum(['porPlanificar', 'planificada', 'enRuta', 'fallida', 'retirada', 'entregada']),
  intento: z.int().min(0),
  destinatario: z.object({ nombre: z.string().nullable(), telefono: z.string().nullable() }),
  direccion: z.string().nullable(),
  ciudad: z.string(),
  notas: z.string().nullable().optional(),
  zona: Zona,
  lineas: Lineas,
  /** What of it each warehouse gives, and the vehicle is to load there. */
  partes: Partes,
  pesoKg: z.number(),
  volumenM3: z.number(),
  ventana: Ventana.optional(),
  prioridad: Prioridad,
  /** The warehouse that it leaves from. */
  bodegaId: BodegaId,
  vehiculoId: VehiculoId.optional(),
  dia: Dia.optional(),
  rutaId: RutaId.optional(),
  eta: Instante.optional(),
  mercancia: z.object({
    lugar: z.enum(['bodega', 'vehiculo', 'persona', 'perdida']),
    vehiculoId: VehiculoId.optional(),
    /** The warehouse to which that vehicle brought them back, or that received the last of what came back at the end. */
    enBodegaId: BodegaId.optional(),
    /** The warehouses where goods of it are still to be fetched. */
    porCargar: z.array(BodegaId),
    /** What of it comes back to a warehouse, or is there to be received. */
    vuelve: z.array(Linea),
  }),
  /** The commands that it accepts as it is. */
  admite: z.array(z.enum(DE_ENTREGA)),
  espera: z
    .object({
      codigo: CodigoSinPlan,
      motivo: z.string(),
      desde: Instante.optional(),
      /** From when on a person decides; absent while nobody has to. */
      porDecidirDesde: Instante.optional(),
    })
    .optional(),
});

/** The answer about a delivery. */
export function responderEntrega(v: VistaEntrega): z.output<typeof RespuestaEntrega> {
  const {
    entrega: e,
    espera: _,
    esperaEn: __,
    esperaDesde,
    vuelveA: ___,
    entregadas: ____,
    transbordo: _____,
    porRecibirDesde: ______,
    ...puerta
  } = v;
  const { lugar, en, regresado, recibidaEn, sinPlan, viaje, plan, estado, intento, encargo } = e;
  return {
    ...encargo,
    ...puerta,
    estado,
    intento,
    dia: plan?.dia,
    eta: v.vehiculoId === undefined ? undefined : v.eta,
    rutaId: estado === 'enRuta' ? viaje?.rutaId : undefined,
    mercancia: {
      lugar,
      vehiculoId: en,
      enBodegaId: regresado ?? recibidaEn,
      porCargar: haTerminado(e) ? [] : bodegasPorCargar(e),
      vuelve: loQueVuelve(v),
    },
    admite: admitidas(e),
    ...(sinPlan && {
      espera: { ...sinPlan, motivo: FRASES_SIN_PLAN[sinPlan.codigo], desde: esperaDesde },
    }),
  } as z.output<typeof RespuestaEntrega>;
}

/** The goods aboard that nobody brings any more: what its vehicle took, less what was handed over and what a warehouse has received. */
function loQueVuelve({ vuelveA, entregadas = [], entrega: e }: VistaEntrega): Linea[] {
  const { encargo, cargadas, recibidas = [] } = e;
  if (vuelveA === undefined || !encargo) return [];
  const unidades = new Map<string, number>();
  const contar = (sku: string, cantidad: number) => unidades.set(sku, (unidades.get(sku) ?? 0) + cantidad);
  for (const { bodegaId, sku, cantidad } of encargo.partes) if (cargadas.includes(bodegaId)) contar(sku, cantidad);
  for (const { sku, cantidad } of [...entregadas, ...recibidas]) contar(sku, -cantidad);
  return [...unidades].flatMap(([sku, cantidad]) => (cantidad > 0 ? [{ sku, cantidad }] : []));
}

/** A sum without the noise of binary fractions: to the gram, to the cubic centimetre. */
function suma(cantidades: readonly number[]): number {
  return Number(cantidades.reduce((total, n) => total + n, 0).toFixed(6));
}
