import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { FALLOS_A_QUIEN_RECIBE } from '#events/comun/fallo.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Coordenadas, redondear, Zona } from '#events/comun/lugar.ts';
import { Cantidad, Intento } from '#events/comun/pedido.ts';
import { antes, Instante } from '#events/comun/tiempo.ts';
import { esperada } from '#events/ordenes/llegada.ts';
import { nombreDeOrden } from '#events/ordenes/nombre.ts';
import type { UltimoFallo, VistaOrden } from './projections/ordenes.ts';
import type { Origen } from './projections/origenes.ts';
import type { Recorrido } from './projections/recorridos.ts';
import { DESENLACES, dichoDe, PASOS, situacionDe } from './situacion.ts';

/** What is asked with a link: its token, as it was given. */
export const PreguntaDeSeguimiento = z.strictObject({ token: z.string().min(1).max(200) });

/** Whose link is asked for. */
export const PreguntaPorEnlace = z.strictObject({ ordenId: OrdenId });

/** A link to follow an order without a login: its token, the page's path below the root of the API, and until when it is good. */
export const EnlaceDeSeguimiento = z.object({ ordenId: OrdenId, token: z.string(), ruta: z.string(), hasta: Instante });

/** A token of the example's order; it opens nothing. */
export const EJEMPLO_DE_TOKEN = 'D4-tW9nLRp-hZXCGdyiVDnE9Z4AAAAAAc29sbyBlcyB1biBlamVtcA';

/** An order for the examples of links. */
export const EJEMPLO_DE_ENLACE = { ordenId: EJEMPLO.ordenId };

/** Where a vehicle was last. */
export interface UltimaPosicion {
  readonly coordenadas: Coordenadas;
  readonly registradaEn: string;
}

/** What whoever has the link of an order sees: nothing by which one could find a person, or another order. */
export const RespuestaDeSeguimiento = z.object({
  /** As messages name it. */
  orden: z.string(),
  /** When it arrives, or what has become of it: a sentence without its full stop. */
  titulo: z.string(),
  /** How far it is, from 1 to 5, and that step by step; absent of one that has left the way to its door. */
  paso: z.int().min(1).max(5).optional(),
  pasos: z.array(z.object({ nombre: z.string(), hecho: z.boolean() })).optional(),
  desenlace: z.enum(DESENLACES).optional(),
  /** When it is expected. */
  llegada: z.object({ desde: Instante, hasta: Instante }).optional(),
  destino: z.object({ direccion: z.string(), ciudad: z.string() }),
  /** What it brings, by name, once that is reserved; of what was handed over in part, how many of each. */
  productos: z
    .array(z.object({ nombre: z.string(), cantidad: Cantidad, entregadas: z.int().min(0).optional() }))
    .optional(),
  /** While it is on the road and is one of the next two stops. */
  vehiculo: z
    .object({
      coordenadas: Coordenadas,
      registradaEn: Instante,
      paradasAntes: z.int().min(0).max(1),
    })
    .optional(),
  /** Why no vehicle is shown of one that has a place to come from: it has not left, others wait before, or nobody knows where it is. */
  sinVehiculo: z.enum(['noHaSalido', 'lejos', 'sinPosicion']).optional(),
  /** The door, to about 100 m, while it comes from a warehouse or is on the road. */
  puerta: Zona.optional(),
  /** The warehouse that it comes from, until its vehicle is shown. */
  bodega: z.object({ nombre: z.string(), zona: Zona }).optional(),
  /** The last try that failed, while another may follow: why, when that was told, and what helps. What the driver wrote is not for this page. */
  intentoFallido: z
    .object({ intento: Intento, motivo: z.string(), en: Instante, consejo: z.string().optional() })
    .optional(),
  siNoEsta: z.string().optional(),
  actualizadaEn: Instante,
  /** Of the order: what was answered with a lower one is older. */
  version: z.int().min(1),
});

/** The same. */
type Vista = z.output<typeof RespuestaDeSeguimiento>;

/** What is known of an order that is followed. */
export interface Seguida {
  readonly orden: VistaOrden;
  readonly version: number;
  /** The route of its vehicle. */
  readonly recorrido?: Recorrido | undefined;
  /** Its warehouse. */
  readonly origen?: Origen | undefined;
  readonly posicion?: UltimaPosicion | undefined;
}

/** The answer to whoever has the link. */
export function responderSeguimiento({ orden, version, recorrido, origen, posicion }: Seguida, now: string): Vista {
  const { destino, ultimoFallo, actualizadaEn } = orden;
  const { titulo, paso, desenlace, lugares, siNoEsta } = dichoDe(
    situacionDe(orden, estaAveriado(orden, recorrido)),
    orden,
    now,
  );
  const llegada = esperada(orden);
  const productos = productosDe(orden);
  return {
    orden: nombreDeOrden(orden),
    titulo,
    ...(paso && { paso, pasos: PASOS.map((nombre, n) => ({ nombre, hecho: n < paso })) }),
    ...(desenlace && { desenlace }),
    ...(lugares && llegada && { llegada }),
    destino: { direccion: acortada(destino.direccion ?? ''), ciudad: destino.ciudad },
    ...(productos && { productos }),
    ...(lugares && lugaresDe(orden, { origen, vehiculo: aLaVista(lugares, orden, { recorrido, posicion }) })),
    ...(ultimoFallo && puedeVenir(desenlace) && { intentoFallido: falloALaVista(ultimoFallo) }),
    ...(siNoEsta && { siNoEsta }),
    actualizadaEn,
    version,
  };
}

function estaAveriado({ rutaId }: VistaOrden, recorrido: Recorrido | undefined): boolean {
  return recorrido?.rutaId === rutaId && recorrido?.averiado === true;
}

function productosDe({ lineas, nombres, estado, lineasEntregadas = [] }: VistaOrden): Vista['productos'] {
  return (
    nombres &&
    lineas.map(({ sku, cantidad }) => ({
      nombre: nombres.find((uno) => uno.sku === sku)?.nombre ?? sku,
      cantidad,
      ...(estado === 'entregadaParcial' && {
        entregadas: lineasEntregadas.find((una) => una.sku === sku)?.cantidad ?? 0,
      }),
    }))
  );
}

/** Whether a failed attempt is still worth a word: it is why the order has not come, not what an end has overtaken. */
function puedeVenir(desenlace: Vista['desenlace']): boolean {
  return desenlace === undefined || desenlace === 'noEntregada';
}

function falloALaVista({ intento, codigo, en }: UltimoFallo) {
  const consejo = codigo === 'direccionErrada' && 'Si la dirección no es la suya, pida a la tienda que la corrija.';
  return { intento, motivo: FALLOS_A_QUIEN_RECIBE[codigo], en, ...(consejo && { consejo }) };
}

/** How many stops a vehicle makes before one: those of which whoever waits may see where it is. */
const MAS_PARADAS_ANTES = 1;

/** What is known of the vehicle of an order. */
type DelVehiculo = Pick<Seguida, 'recorrido' | 'posicion'>;

/**
 * Where the vehicle is, if whoever waits for this order may see it, or why not: it is seen on its route, and only when hardly
 * any other stop is before.
 */
function aLaVista(
  lugares: 'porSalir' | 'enCamino',
  { ordenId, rutaId }: VistaOrden,
  { recorrido, posicion }: DelVehiculo,
): NonNullable<Vista['vehiculo'] | Vista['sinVehiculo']> {
  if (lugares === 'porSalir') return 'noHaSalido';
  if (recorrido?.rutaId !== rutaId) return 'sinPosicion';
  const paradasAntes = recorrido?.ordenes.indexOf(ordenId) ?? -1;
  if (paradasAntes > MAS_PARADAS_ANTES) return 'lejos';
  if (!recorrido || !posicion || paradasAntes < 0 || antes(posicion.registradaEn, recorrido.iniciadaEn))
    return 'sinPosicion';
  const { coordenadas, registradaEn } = posicion;
  return { coordenadas, registradaEn, paradasAntes };
}

/** The ends of its way, and the vehicle on it, or why that is not seen. */
function lugaresDe(
  { destino: { coordenadas } }: VistaOrden,
  { origen, vehiculo }: { readonly origen: Origen | undefined; readonly vehiculo: ReturnType<typeof aLaVista> },
): Pick<Vista, 'vehiculo' | 'puerta' | 'sinVehiculo' | 'bodega'> {
  const puerta = coordenadas ? { puerta: redondear(coordenadas) } : {};
  if (typeof vehiculo === 'object') return { vehiculo, ...puerta };
  return { sinVehiculo: vehiculo, ...puerta, ...(origen && { bodega: { nombre: origen.nombre, zona: origen.zona } }) };
}

/** A street door that its own people recognize, and others do not find: `Carrera 15 # 93-60, apto 402` → `Carrera 15 # 93…`. */
export function acortada(direccion: string): string {
  const via =
    /^.*?#\s*\d+/u.exec(direccion)?.[0] ??
    direccion
      .split(/[\s,]+/)
      .slice(0, 2)
      .join(' ');
  return `${via}…`;
}
