import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { FALLOS } from '#events/comun/fallo.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Coordenadas, redondear, Zona } from '#events/comun/lugar.ts';
import { Intento } from '#events/comun/pedido.ts';
import { antes, Instante } from '#events/comun/tiempo.ts';
import { cuandoLlega, diaYHora, esperada } from './llegada.ts';
import type { UltimoFallo, VistaOrden } from './projections/ordenes.ts';
import type { Origen } from './projections/origenes.ts';
import type { Recorrido } from './projections/recorridos.ts';

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
  /** The first letters of its id, as messages name it. */
  orden: z.string(),
  /** When it arrives, or what has become of it: a sentence without its full stop. */
  titulo: z.string(),
  /** How far it is, from 1 to 5. */
  paso: z.int().min(1).max(5),
  pasos: z.array(z.object({ nombre: z.string(), hecho: z.boolean() })),
  desenlace: z.enum(['entregada', 'entregadaParcial', 'rechazada', 'devuelta', 'cancelada']).optional(),
  /** When it is expected. */
  llegada: z.object({ desde: Instante, hasta: Instante }).optional(),
  destino: z.object({ direccion: z.string(), ciudad: z.string() }),
  /** While it is on the road and is one of the next two stops. */
  vehiculo: z
    .object({
      coordenadas: Coordenadas,
      registradaEn: Instante,
      paradasAntes: z.int().min(0).max(1),
    })
    .optional(),
  /** Why no vehicle is shown of one that may still come: it has not left, others wait before, or nobody knows where it is. */
  sinVehiculo: z.enum(['noHaSalido', 'lejos', 'sinPosicion']).optional(),
  /** The door, to about 100 m, while it may still come. */
  puerta: Zona.optional(),
  /** The warehouse that it comes from, until its vehicle is shown. */
  bodega: z.object({ nombre: z.string(), zona: Zona }).optional(),
  /** The last try that failed, while another may follow: why, and when that was told. What the driver wrote is not for this page. */
  intentoFallido: z.object({ intento: Intento, motivo: z.string(), en: Instante }).optional(),
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
  const { ordenId, estado, destino, ultimoFallo, actualizadaEn } = orden;
  const paso = PASO[estado];
  const llegada = esperada(orden);
  const vehiculo = aLaVista(orden, recorrido, posicion);
  const puedeVenir = !esFin(estado);
  return {
    orden: ordenId.slice(0, 8),
    titulo: titulo(orden, now),
    paso,
    pasos: PASOS.map((nombre, n) => ({ nombre, hecho: n < paso })),
    ...(esFin(estado) && { desenlace: estado }),
    ...(llegada && { llegada }),
    destino: { direccion: acortada(destino.direccion ?? ''), ciudad: destino.ciudad },
    ...(typeof vehiculo === 'object' && { vehiculo }),
    ...(puedeVenir && lugares(orden, { origen, vehiculo })),
    ...(ultimoFallo && puedeVenir && { intentoFallido: falloALaVista(ultimoFallo) }),
    ...(puedeVenir && { siNoEsta: SI_NO_ESTA }),
    actualizadaEn,
    version,
  };
}

function falloALaVista({ intento, codigo, en }: UltimoFallo) {
  return { intento, motivo: FALLOS[codigo], en };
}

/** How many stops a vehicle makes before one: those of which whoever waits may see where it is. */
const MAS_PARADAS_ANTES = 1;

/**
 * Where the vehicle is, if whoever waits for this order may see it, or why not: it is seen on its route, and only when hardly
 * any other stop is before.
 */
function aLaVista(
  { ordenId, estado, rutaId }: VistaOrden,
  recorrido: Recorrido | undefined,
  posicion: UltimaPosicion | undefined,
): NonNullable<Vista['vehiculo'] | Vista['sinVehiculo']> {
  if (estado !== 'enTransito') return 'noHaSalido';
  if (recorrido?.rutaId !== rutaId) return 'sinPosicion';
  const paradasAntes = recorrido?.ordenes.indexOf(ordenId) ?? -1;
  if (paradasAntes > MAS_PARADAS_ANTES) return 'lejos';
  if (!recorrido || !posicion || paradasAntes < 0 || antes(posicion.registradaEn, recorrido.iniciadaEn))
    return 'sinPosicion';
  const { coordenadas, registradaEn } = posicion;
  return { coordenadas, registradaEn, paradasAntes };
}

/** The ends of its way, and why its vehicle is not seen on it. */
function lugares(
  { destino: { coordenadas } }: VistaOrden,
  { origen, vehiculo }: { readonly origen: Origen | undefined; readonly vehiculo: ReturnType<typeof aLaVista> },
): Pick<Vista, 'puerta' | 'sinVehiculo' | 'bodega'> {
  const puerta = coordenadas ? { puerta: redondear(coordenadas) } : {};
  if (typeof vehiculo === 'object') return puerta;
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

function titulo(orden: VistaOrden, now: string): string {
  const { estado, entregadaEn } = orden;
  if (estado === 'entregada' && entregadaEn) return `Entregada ${diaYHora(entregadaEn, now)}`;
  return cuandoLlega(orden, now) ?? TITULOS[estado];
}

const PASOS = ['Recibida', 'Preparada', 'Con vehículo', 'En camino', 'Entregada'] as const;

const PASO: Readonly<Record<EstadoDeOrden, number>> = {
  creada: 1,
  rechazada: 1,
  cancelada: 1,
  confirmada: 2,
  entregaFallida: 2,
  devuelta: 2,
  asignada: 3,
  enTransito: 4,
  entregada: 5,
  entregadaParcial: 5,
};

const TITULOS: Readonly<Record<EstadoDeOrden, string>> = {
  creada: 'Recibimos su orden',
  confirmada: 'Su orden está lista y espera vehículo',
  asignada: 'Su orden tiene vehículo',
  enTransito: 'Su orden va en camino',
  entregada: 'Entregada',
  entregadaParcial: 'Entregamos una parte de su orden',
  entregaFallida: 'No pudimos entregar su orden; le avisaremos qué sigue',
  rechazada: 'No pudimos atender su orden',
  devuelta: 'Su orden volvió a la bodega',
  cancelada: 'Su orden fue cancelada',
};

const SI_NO_ESTA =
  'Si no va a estar, pida a alguien que reciba por usted, o pida a la tienda otra hora antes de que salga. Si no hay quién reciba, lo intentaremos de nuevo y le avisaremos.';

const FINES = ['entregada', 'entregadaParcial', 'rechazada', 'devuelta', 'cancelada'] as const;

function esFin(estado: EstadoDeOrden): estado is (typeof FINES)[number] {
  return (FINES as readonly string[]).includes(estado);
}
