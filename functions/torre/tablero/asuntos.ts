import { antes, diaEnColombia, segundosEntre } from '#events/comun/tiempo.ts';
import { alrededorDe } from '#events/ordenes/llegada.ts';
import { type CodigoSinPlan, FRASES_SIN_PLAN } from '#events/vehiculos/codigoSinPlan.ts';
import type { VistaInventario } from '#functions/bodegas/projections/inventario.ts';
import type { VistaOrden } from '#functions/ordenes/projections/ordenes.ts';
import type { VistaEntrega } from '#functions/vehiculos/projections/entregas.ts';
import type { VistaVehiculo } from '#functions/vehiculos/projections/flota.ts';
import type { Asunto } from './respuesta.ts';

/** After so many seconds without a position, nobody knows where a vehicle on a route is. */
export const SILENCIO_S = 600;

/** When each vehicle last told where it was (ISO 8601). */
export type UltimaPosicion = ReadonlyMap<string, string | undefined>;

/** Dead letters of a function. */
export interface Muertos {
  readonly funcion: string;
  readonly mensajes: number;
}

/** Messages that a function has given up. */
export function mensajesMuertos({ funcion, mensajes }: Muertos): readonly Asunto[] {
  if (mensajes === 0) return [];
  const titulo = mensajes === 1 ? `1 mensaje muerto de ${funcion}` : `${mensajes} mensajes muertos de ${funcion}`;
  return [{ clase: 'mensajesMuertos', gravedad: 'alta', titulo, funcion, accion: 'Vea por qué y reenvíelos' }];
}

/** What waits of itself until its day is planned, or for a search that has begun: nobody has to do anything. */
const SOLO_ESPERA: ReadonlySet<CodigoSinPlan> = new Set(['DIA_POR_PLANIFICAR', 'LUGAR_TOMADO']);

/** An order without a place in a plan; grave once a person is to decide. */
export function ordenSinPlan(v: VistaEntrega, now: string): readonly Asunto[] {
  const { ordenId, ciudad, esperaEn, esperaDesde, entrega } = v;
  const { sinPlan } = entrega;
  if (!sinPlan || SOLO_ESPERA.has(sinPlan.codigo)) return [];
  const { codigo, porDecidirDesde } = sinPlan;
  const decide = codigo === 'LIBERADA' || (porDecidirDesde !== undefined && !antes(now, porDecidirDesde));
  return [
    {
      ...(decide ? { clase: 'porDecidir', gravedad: 'alta' } : { clase: 'sinPlan', gravedad: 'media' }),
      titulo: decide ? 'Hay que decidir cómo sigue la orden' : 'La orden no tiene vehículo',
      detalle: FRASES_SIN_PLAN[codigo],
      ...(esperaDesde !== undefined && { desde: esperaDesde }),
      ordenId,
      ...(esperaEn !== undefined && { bodegaId: esperaEn }),
      ciudad,
      accion: decide ? 'Asígnele una parada a mano, reprográmela o abandónela' : 'Vea si otro vehículo puede llevarla',
    },
  ];
}

/** What an order whose last attempt failed is at: the class of its row, how its title ends, and what to do. */
const TRAS_EL_FALLO = {
  entregaFallida: ['fallida', '', 'Hable con el cliente: reprograme o corrija la dirección'],
  asignada: ['reintento', '; se hará otro', 'Hable con el cliente antes de que salga otra vez'],
  enTransito: ['reintento', '; va otra vez en camino', 'Avise al cliente para que haya quien reciba'],
} as const;

/** The same of one that nobody tries any more. */
const SIN_MAS_INTENTOS = ['reintento', '; vuelve a la bodega', 'Recíbala en la bodega cuando llegue'] as const;

/** An order of which the last attempt failed: nothing follows yet, or it goes out again and the same may happen. */
export function ordenFallida(orden: VistaOrden): readonly Asunto[] {
  const { estado, ultimoFallo } = orden;
  if (!ultimoFallo || !(estado === 'entregaFallida' || estado === 'asignada' || estado === 'enTransito')) return [];
  const { intento, motivo, en, final } = ultimoFallo;
  const [clase, sigue, accion] = final ? SIN_MAS_INTENTOS : TRAS_EL_FALLO[estado];
  return [
    {
      clase,
      gravedad: clase === 'fallida' ? 'alta' : 'media',
      titulo: `Falló el intento ${intento} de entrega${sigue}`,
      detalle: motivo,
      ...lugarDe(orden),
      desde: en,
      accion,
    },
  ];
}

/** An order that the warehouses cannot give: whoever ordered it waits for something that will not come. */
export function ordenRechazada(orden: VistaOrden): readonly Asunto[] {
  const { estado, motivo, actualizadaEn } = orden;
  if (estado !== 'rechazada') return [];
  return [
    {
      clase: 'rechazada',
      gravedad: 'media',
      titulo: 'Se rechazó la orden',
      ...(motivo !== undefined && { detalle: motivo }),
      ...lugarDe(orden),
      desde: actualizadaEn,
      accion: 'Avise al cliente, o créela de nuevo con lo que sí hay',
    },
  ];
}

/**
 * An order that is not expected by the end of what was promised, or has not come by then: its window, or without one the span
 * around its planned arrival that was told.
 */
export function ordenRetrasada(orden: VistaOrden, now: string): readonly Asunto[] {
  const { estado, eta, ventana } = orden;
  if (estado !== 'asignada' && estado !== 'enTransito') return [];
  const limite = ventana?.hasta ?? (eta && alrededorDe({ eta }, estado).hasta);
  if (limite === undefined) return [];
  const paso = antes(limite, now);
  const llega = paso || eta === undefined ? now : eta;
  if (!antes(limite, llega)) return [];
  const pasada = ventana ? 'La ventana de entrega ya pasó' : 'Pasó la hora de llegada que se dijo';
  return [
    {
      clase: 'retrasada',
      gravedad: paso ? 'alta' : 'media',
      titulo: paso ? pasada : 'Se prevé que llegue tarde',
      detalle: `${duracion(segundosEntre(limite, llega))} después ${ventana ? 'del fin de su ventana' : 'de lo dicho'}`,
      ...lugarDe(orden),
      desde: paso ? limite : orden.actualizadaEn,
      accion:
        estado === 'enTransito'
          ? 'Llame a quien lo conduce, y avise al cliente o pase la parada a otro vehículo'
          : 'Replanifique la bodega',
    },
  ];
}

/** A vehicle that broke down on its route: nothing aboard gets on until somebody decides. */
export function averiado({ vehiculoId, bodegaId, ruta, taller, falla }: VistaVehiculo): readonly Asunto[] {
  if (!ruta || !taller) return [];
  const abiertas = ruta.bultos.filter(({ abierta }) => abierta).length;
  const esperan =
    abiertas === 0 ? 'ya no le quedan paradas' : abiertas === 1 ? '1 parada espera' : `${abiertas} paradas esperan`;
  return [
    {
      clase: 'averia',
      gravedad: 'alta',
      titulo: `El vehículo ${vehiculoId} se averió en su ruta`,
      detalle: [falla?.motivo, falla?.lugar, esperan].filter((parte) => parte !== undefined).join(' · '),
      ...(falla && { desde: falla.desde }),
      vehiculoId,
      bodegaId,
      accion: 'Transborde lo que lleva, o finalice la ruta si vuelve a la bodega',
    },
  ];
}

/** A vehicle on a route that has not told where it is. */
export function enSilencio(v: VistaVehiculo, posiciones: UltimaPosicion, now: string): readonly Asunto[] {
  const { vehiculoId, bodegaId, ruta } = v;
  if (!ruta || v.taller) return [];
  const ultima = posiciones.get(vehiculoId);
  const desde = ultima !== undefined && antes(ruta.iniciadaEn, ultima) ? ultima : ruta.iniciadaEn;
  if (segundosEntre(desde, now) < SILENCIO_S) return [];
  return [
    {
      clase: 'silencio',
      gravedad: 'media',
      titulo: `El vehículo ${vehiculoId} no dice dónde está`,
      detalle: desde === ultima ? 'No llegan más posiciones suyas' : 'No ha enviado ninguna posición desde que salió',
      desde,
      vehiculoId,
      bodegaId,
      accion: 'Llame a quien lo conduce',
    },
  ];
}

/**
 * Stock of which fewer units are there than orders were promised. What could be had elsewhere was moved at once: what is left
 * is of orders that a vehicle is on its way to fetch, or has left for.
 */
export function faltante(item: VistaInventario): readonly Asunto[] {
  const { sku, bodegaId, existencias, reservadas, faltan = 0, faltaDesde } = item;
  return [
    {
      clase: 'faltante',
      gravedad: 'alta',
      titulo: `No alcanza ${sku} para lo que van a recoger`,
      detalle: `${cuantas(faltan, 'Falta', 'Faltan')}: hay ${existencias} y están reservadas ${reservadas}`,
      ...(faltaDesde !== undefined && { desde: faltaDesde }),
      sku,
      bodegaId,
      accion: 'Cuéntelo otra vez, o avise a quien va por ello y vea qué órdenes lo tienen',
    },
  ];
}

/** The vehicles that came to a warehouse on another day with goods that nobody is to bring any more, and that it has not received: whether they have left again or not. */
export function porRecibir(regresos: readonly VistaEntrega[], now: string): readonly Asunto[] {
  const hoy = diaEnColombia(now);
  const olvidadas = regresos.flatMap(({ entrega, porRecibirDesde: desde }) =>
    desde !== undefined && diaEnColombia(desde) < hoy ? [{ ...entrega, desde }] : [],
  );
  const grupos = Map.groupBy(olvidadas, ({ en = '', regresado = '' }) => `${en} ${regresado}`);
  return [...grupos.values()].map((suyas) => {
    const [{ en: vehiculoId, regresado: bodegaId }] = suyas as [(typeof suyas)[number]];
    return {
      clase: 'porRecibir',
      gravedad: 'media',
      titulo: `Nadie ha recibido lo que trajo el vehículo ${vehiculoId}`,
      detalle: suyas.length === 1 ? 'Mercancía de 1 orden' : `Mercancía de ${suyas.length} órdenes`,
      desde: suyas.map(({ desde }) => desde).reduce((a, b) => (antes(b, a) ? b : a)),
      ...(vehiculoId !== undefined && { vehiculoId }),
      ...(bodegaId !== undefined && { bodegaId }),
      accion: 'Recíbala en la bodega, o diga que no apareció',
    };
  });
}

function cuantas(n: number, una: string, varias: string): string {
  return `${n === 1 ? una : varias} ${n}`;
}

/** `31 min`, from two hours on `5 h`, from two days on `21 días`: rounded up. */
function duracion(segundos: number): string {
  const minutos = Math.ceil(segundos / 60);
  if (minutos < 120) return `${minutos} min`;
  const horas = Math.ceil(minutos / 60);
  return horas < 48 ? `${horas} h` : `${Math.ceil(horas / 24)} días`;
}

function lugarDe({ ordenId, vehiculoId, bodegaId, destino: { ciudad } }: VistaOrden) {
  return {
    ordenId,
    ...(vehiculoId !== undefined && { vehiculoId }),
    ...(bodegaId !== undefined && { bodegaId }),
    ciudad,
  };
}
