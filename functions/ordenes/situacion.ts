import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { diaYHora, enVentana } from '#events/comun/hora.ts';
import { MAX_INTENTOS } from '#events/comun/pedido.ts';
import { cuantoVolvio } from '#events/comun/recibida.ts';
import { antes } from '#events/comun/tiempo.ts';
import { cuandoLlega } from '#events/ordenes/llegada.ts';
import type { VistaOrden } from './projections/ordenes.ts';

/** How an order has ended for who waits for it. */
export const DESENLACES = [
  'entregada',
  'entregadaParcial',
  'noEntregada',
  'rechazada',
  'devuelta',
  'cancelada',
] as const;

/** The steps of an order that comes. */
export const PASOS = ['Recibida', 'Preparada', 'Con vehículo', 'En camino', 'Entregada'] as const;

/** What an order is at, for who waits for it: its state, told apart by where its goods are and whether anybody tries again. */
export type Situacion =
  | Exclude<EstadoDeOrden, 'entregaFallida'>
  /** The vehicle that brings it has broken down, and nobody knows when it goes on, or which other does. */
  | 'detenida'
  /** A route ended before its door, and the goods are still in that vehicle. */
  | 'aplazada'
  /** An attempt failed, and another follows. */
  | 'porReintentar'
  /** An attempt failed, and no other follows. */
  | 'sinMasIntentos';

/** What of each situation holds, whoever the order is of. */
interface Dicho {
  /** The title of the page where there is no arrival or delivery to tell; a sentence without its full stop. */
  readonly titulo: string;
  /** How far it is, from 1 to 5; absent of one that has left the way to its door. */
  readonly paso?: 1 | 2 | 3 | 4 | 5;
  readonly desenlace?: (typeof DESENLACES)[number];
  /** Whether its goods are in a warehouse that it will leave from, on a road to the door, or neither. */
  readonly lugares?: 'porSalir' | 'enCamino';
}

/** The title of an order that came back, by how much of it did. */
const DEVUELTA = {
  todo: 'Su orden volvió a la bodega',
  parte: 'Una parte de su orden volvió a la bodega; el resto no apareció',
  nada: 'No pudimos entregar su orden, y su mercancía no apareció',
} as const;

/** Why one that is ready does not come yet: there may be no vehicle where it is, and whoever waits is told no other reason. */
const SIN_VEHICULO = 'todavía no hay un vehículo asignado';

const DICHOS: Readonly<Record<Situacion, Dicho>> = {
  creada: { titulo: 'Recibimos su orden', paso: 1, lugares: 'porSalir' },
  confirmada: {
    titulo: `Su orden está lista; ${SIN_VEHICULO}, y le avisaremos cuando lo haya`,
    paso: 2,
    lugares: 'porSalir',
  },
  aplazada: { titulo: 'No alcanzamos a visitarlo; le avisaremos cuándo iremos', paso: 2 },
  porReintentar: { titulo: 'No pudimos entregar su orden; lo intentaremos de nuevo', paso: 2 },
  asignada: { titulo: 'Su orden tiene vehículo', paso: 3, lugares: 'porSalir' },
  enTransito: { titulo: 'Su orden va en camino', paso: 4, lugares: 'enCamino' },
  detenida: { titulo: 'Su orden se demora: el vehículo que la trae tuvo un problema', paso: 4 },
  entregada: { titulo: 'Entregada', paso: 5, desenlace: 'entregada' },
  entregadaParcial: { titulo: 'Entregamos una parte de su orden', paso: 5, desenlace: 'entregadaParcial' },
  sinMasIntentos: { titulo: 'No pudimos entregar su orden; vuelve a la tienda', desenlace: 'noEntregada' },
  rechazada: { titulo: 'No pudimos atender su orden', desenlace: 'rechazada' },
  devuelta: { titulo: DEVUELTA.todo, desenlace: 'devuelta' },
  cancelada: { titulo: 'Su orden fue cancelada', desenlace: 'cancelada' },
};

/** The situation of an order. @param averiado whether its vehicle has broken down on the road. */
export function situacionDe({ estado, porVolver, ultimoFallo }: VistaOrden, averiado: boolean): Situacion {
  if (estado === 'enTransito' && averiado) return 'detenida';
  if (estado === 'entregaFallida') return ultimoFallo?.final ? 'sinMasIntentos' : 'porReintentar';
  return estado === 'confirmada' && porVolver ? 'aplazada' : estado;
}

/** What is said of an order in its situation, at a moment: all of it follows from that. */
export function dichoDe(situacion: Situacion, orden: VistaOrden, now: string): Dicho & { readonly siNoEsta?: string } {
  const siNoEsta = consejo(situacion, orden);
  return { ...DICHOS[situacion], titulo: titulo(situacion, orden, now), ...(siNoEsta && { siNoEsta }) };
}

function titulo(situacion: Situacion, orden: VistaOrden, now: string): string {
  const { titulo: sencillo, lugares } = DICHOS[situacion];
  const { entregadaEn, ultimoFallo, lineasDevueltas } = orden;
  if (entregadaEn && (situacion === 'entregada' || situacion === 'entregadaParcial'))
    return `${sencillo} ${diaYHora(entregadaEn, now)}`;
  if (situacion === 'sinMasIntentos' && ultimoFallo?.codigo === 'rechazada')
    return 'No la recibieron; vuelve a la tienda';
  if (situacion === 'sinMasIntentos' && ultimoFallo?.codigo === 'danada')
    return 'Se dañó en el camino; vuelve a la tienda';
  if (situacion === 'devuelta' && lineasDevueltas) return DEVUELTA[cuantoVolvio(lineasDevueltas)];
  const pedida = paraCuandoSigue(situacion, orden, now);
  if (pedida) return `${sencillo.split(';')[0]}; está pedida para ${pedida}`;
  const cuando = lugares && cuandoLlega(orden, now);
  if (!cuando) return sencillo;
  return situacion === 'confirmada' ? `${cuando}; ${SIN_VEHICULO}` : cuando;
}

/** The window in which an order is wanted that was not handed over, where that begins after it was not: nobody has promised it yet. */
function paraCuandoSigue(
  situacion: Situacion,
  { ventana, ultimoFallo, actualizadaEn }: VistaOrden,
  now: string,
): string | undefined {
  if (situacion !== 'porReintentar' && situacion !== 'aplazada') return undefined;
  const desdeCuando = situacion === 'porReintentar' ? ultimoFallo?.en : actualizadaEn;
  if (!ventana || !desdeCuando || antes(ventana.desde, desdeCuando) || antes(ventana.hasta, now)) return undefined;
  return enVentana(ventana, now);
}

/** What to do if nobody will be there: another hour only while it can be had, another attempt only while there is one. */
function consejo(situacion: Situacion, { intentosFallidos }: VistaOrden): string | undefined {
  if (DICHOS[situacion].desenlace !== undefined) return undefined;
  const otraHora =
    situacion === 'enTransito' || situacion === 'detenida' ? '' : ', o pida a la tienda otra hora antes de que salga';
  const siNo =
    intentosFallidos + 1 < MAX_INTENTOS
      ? 'Si no hay quién reciba, lo intentaremos de nuevo y le avisaremos.'
      : 'Es el último intento: si no hay quién reciba, su orden vuelve a la tienda.';
  return `Si no va a estar, pida a alguien que reciba por usted${otraHora}. ${siNo}`;
}
