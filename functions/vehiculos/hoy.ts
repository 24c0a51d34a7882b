import * as z from 'zod';
import { BodegaId, ConductorId, OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { Sitio } from '#events/comun/texto.ts';
import { Dia, Instante } from '#events/comun/tiempo.ts';
import { admitidas } from './admitidas.ts';
import { diaVigente, masDias } from './calendario.ts';
import type { VistaConductor } from './projections/conductores.ts';
import type { VistaEntrega } from './projections/entregas.ts';
import type { VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';
import { recogidasDe } from './recorrido.ts';
import { RespuestaEntrega, RespuestaVehiculo, responderEntrega, responderVehiculo } from './respuesta.ts';
import { seDeshaceHasta } from './ruta.ts';

/** Whose day is asked for. */
export const Hoy = z.strictObject({ conductorId: ConductorId });

/** Goods that a vehicle came back with: of which order, for which door, and what they are. */
const Traida = { ordenId: OrdenId, direccion: RespuestaEntrega.shape.direccion, lineas: Lineas };

/**
 * A driver's day: the vehicle, absent where there is none today; the stops of its route that are still to be made, or those
 * with which it is to leave, in order and with all that is needed at each door; and where goods are to be fetched before them.
 */
export const RespuestaHoy = z.object({
  conductorId: ConductorId,
  nombre: z.string(),
  dia: Dia,
  vehiculo: RespuestaVehiculo.optional(),
  /** Until when the start of its route can be undone; absent once something was done on it. */
  seDeshaceHasta: Instante.optional(),
  /** With the vehicle and the place from which its goods were taken over on the road, where they were. */
  enRuta: z.array(RespuestaEntrega.extend({ viene: z.object({ de: VehiculoId, lugar: Sitio }).optional() })),
  porSalir: z.array(RespuestaEntrega),
  recogidas: z.array(z.object({ bodegaId: BodegaId, zona: Zona, ordenes: z.array(OrdenId) })),
  /** What is aboard and has no stop any more: it comes back. */
  deVuelta: z.array(OrdenId),
  /** What the vehicle came back with and its warehouse is to receive. */
  porEntregar: z.array(z.object(Traida)),
  /** What the vehicle came back with and leaves again with, and on what day: no warehouse receives it. */
  salenOtraVez: z.array(z.object({ ...Traida, dia: Dia })),
});

/** What the views know of a driver's day. */
interface Visto {
  readonly conductor: VistaConductor;
  readonly vehiculo?: VistaVehiculo | undefined;
  readonly plan?: VistaPlan | undefined;
  /** The deliveries that the vehicle is to make, in the order in which it is expected at their doors. */
  readonly entregas?: readonly VistaEntrega[];
  /** Of a vehicle that is not on the road: the deliveries of which goods come back to its warehouse, with any vehicle. */
  readonly regresos?: readonly VistaEntrega[];
}

/** For how many days a route may go on after the day for which its driver had the vehicle. */
const DIAS_DE_UNA_RUTA = 7;

/** The vehicles on one of which a driver may be today: that of today first, then those of the days before. */
export function susVehiculos({ dias }: VistaConductor, hoy: string): readonly string[] {
  const desde = masDias(hoy, -DIAS_DE_UNA_RUTA);
  const recientes = Object.entries(dias).filter(([dia]) => dia >= desde && dia <= hoy);
  return [...new Set(recientes.sort(([a], [b]) => (a < b ? 1 : -1)).map(([, vehiculoId]) => vehiculoId))];
}

/**
 * The vehicle that a driver has of these, which are in the order of `susVehiculos`: that of the route that he or she is on, or
 * that of the day, the night before it first while that is worked.
 */
export function suVehiculo(
  { conductorId, dias }: VistaConductor,
  vehiculos: readonly VistaVehiculo[],
  now: string,
): VistaVehiculo | undefined {
  return (
    vehiculos.find(({ ruta }) => ruta?.conductorId === conductorId) ??
    vehiculos.findLast(({ vehiculoId, calendario }) => vehiculoId === dias[diaVigente(calendario, now)])
  );
}

/** The answer about a driver's day. A route of another driver is not told of, and a plan is of who has the vehicle that day. */
export function responderHoy(
  { conductor, vehiculo, plan, entregas = [], regresos = [] }: Visto,
  dia: string,
): z.output<typeof RespuestaHoy> {
  const { conductorId, nombre, dias } = conductor;
  const ruta = vehiculo?.ruta?.conductorId === conductorId ? vehiculo.ruta : undefined;
  const hasta = ruta && seDeshaceHasta(ruta);
  const paradas = vehiculo !== undefined && vehiculo.vehiculoId === dias[dia] ? (plan?.paradas ?? []) : [];
  const porSalir = paradas.flatMap(({ ordenId, eta }) =>
    entregas
      .filter((una) => una.ordenId === ordenId && una.entrega.estado === 'planificada')
      .map((una) => ({ ...responderEntrega(una), eta })),
  );
  const enRuta = ruta
    ? entregas.filter(({ entrega }) => entrega.estado === 'enRuta' && entrega.viaje?.rutaId === ruta.rutaId)
    : [];
  const traidas = regresos.filter(
    ({ entrega: { en, regresado } }) => en === vehiculo?.vehiculoId && !vehiculo?.ruta && regresado !== undefined,
  );
  const bultos = ruta?.bultos ?? [];
  const abiertos = bultos.filter(({ abierta }) => abierta);
  const porVisitar = ruta ? abiertos.map(({ ordenId, porRecoger }) => ({ ordenId, recogidas: porRecoger })) : paradas;
  return {
    conductorId,
    nombre,
    dia,
    ...(vehiculo && { vehiculo: responderVehiculo(vehiculo) }),
    ...(hasta !== undefined && { seDeshaceHasta: hasta }),
    enRuta: enRuta.map((una) => ({ ...responderEntrega(una), ...vieneDe(una) })),
    porSalir,
    recogidas: vehiculo
      ? recogidasDe(vehiculo, porVisitar).map((recogida) => ({
          ...recogida,
          ordenes: porVisitar
            .filter(({ recogidas }) => recogidas.some(({ bodegaId }) => bodegaId === recogida.bodegaId))
            .map(({ ordenId }) => ordenId),
        }))
      : [],
    deVuelta: bultos.filter(({ abierta }) => !abierta).map(({ ordenId }) => ordenId),
    porEntregar: traidas.filter(({ entrega }) => admitidas(entrega).includes('recibirDevolucion')).map(traidaDe),
    salenOtraVez: traidas.flatMap((una) => (una.entrega.plan ? [{ ...traidaDe(una), dia: una.entrega.plan.dia }] : [])),
  };
}

function vieneDe({ transbordo, entrega: { viaje } }: VistaEntrega) {
  if (!transbordo || transbordo.rutaId !== viaje?.rutaId) return {};
  return { viene: { de: transbordo.de, lugar: transbordo.lugar } };
}

function traidaDe(una: VistaEntrega) {
  const { ordenId, direccion, mercancia } = responderEntrega(una);
  return { ordenId, direccion, lineas: mercancia.vuelve };
}
