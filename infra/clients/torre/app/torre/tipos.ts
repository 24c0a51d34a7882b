import type { OrderState } from '../core/states.ts';

/** A place on earth. */
export interface Punto {
  readonly lat: number;
  readonly lon: number;
}

export interface Linea {
  readonly sku: string;
  readonly cantidad: number;
}

export interface Ventana {
  readonly desde: string;
  readonly hasta: string;
}

/** What the tower reads of an order, as `GET /ordenes` answers it. */
export interface Orden {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly referencia?: string;
  readonly estado: OrderState;
  readonly fuera: boolean;
  /** The commands that it accepts as it is, by their names in the API. */
  readonly admite: readonly string[];
  readonly destinatario: {
    readonly nombre: string | null;
    readonly telefono: string | null;
    readonly correo?: string | null | undefined;
  };
  readonly destino: { readonly direccion: string | null; readonly ciudad: string; readonly coordenadas: Punto | null };
  readonly notas?: string | null | undefined;
  readonly lineas: readonly Linea[];
  readonly ventana?: Ventana;
  readonly prioridad: string;
  readonly bodegaId?: string;
  readonly pesoKg?: number;
  readonly vehiculoId?: string;
  readonly dia?: string;
  readonly rutaId?: string;
  readonly eta?: string;
  /** When it is expected, as everybody is told. */
  readonly llegada?: Ventana;
  readonly codigo?: string;
  readonly motivo?: string;
  readonly intentosFallidos: number;
  readonly ultimoFallo?: UltimoFallo;
  readonly recibidoPor?: string | null;
  readonly evidencia?: string;
  /** What was handed over, once it was. */
  readonly lineasEntregadas?: readonly Linea[];
  readonly entregadaEn?: string;
  readonly creadaEn: string;
  readonly actualizadaEn: string;
  readonly version?: number;
}

/** The last try to deliver an order that failed, and in whose plan of what day and on which route that was. */
export interface UltimoFallo {
  readonly rutaId: string;
  readonly intento: number;
  readonly motivo: string;
  readonly vehiculoId: string;
  readonly dia: string;
  readonly en: string;
  /** Nobody tries again. */
  readonly final: boolean;
}

/** The delivery of an order, as `GET /ordenes/{ordenId}/entrega` answers it; what is not used is left out. */
export interface Entrega {
  readonly ordenId: string;
  readonly estado: string;
  readonly destinatario: { readonly nombre: string | null };
  readonly bodegaId: string;
  readonly dia?: string;
  readonly mercancia: {
    readonly lugar: string;
    readonly vehiculoId?: string;
    /** The warehouse at which the vehicle is back. */
    readonly enBodegaId?: string;
    /** What of it comes back, or is there to be received. */
    readonly vuelve: readonly Linea[];
  };
  /** The commands that it accepts as it is, by their names in the API. */
  readonly admite: readonly string[];
  /** Present while it waits for a place in a plan. */
  readonly espera?: { readonly motivo: string; readonly desde?: string };
  readonly version?: number;
}

/** A vehicle, as `GET /vehiculos` answers it. */
export interface Vehiculo {
  readonly vehiculoId: string;
  readonly bodegaId: string;
  readonly base: Punto;
  readonly capacidadKg: number;
  readonly capacidadM3: number;
  readonly estado: 'disponible' | 'enRuta' | 'mantenimiento' | 'averiado' | 'retirado';
  readonly ruta?: {
    readonly rutaId: string;
    readonly dia: string;
    readonly iniciadaEn: string;
    readonly conductorId?: string;
  };
  /** Since when it can go nowhere, why, and where it stands. */
  readonly falla?: { readonly desde: string; readonly motivo: string; readonly lugar?: string };
  readonly paradas: number;
  readonly carga: { readonly pesoKg: number; readonly volumenM3: number };
  readonly posicion?: Posicion;
  readonly version?: number;
}

/** A driver, as `GET /conductores` answers it. */
export interface Conductor {
  readonly conductorId: string;
  readonly nombre: string;
  readonly telefono: string;
  readonly jornadas: readonly { readonly dia: string; readonly vehiculoId: string }[];
}

/** Where a vehicle was. */
export interface Posicion {
  readonly coordenadas: Punto;
  readonly registradaEn: string;
}

export interface Bodega {
  readonly bodegaId: string;
  readonly nombre: string;
  readonly ciudad: string;
  readonly zona: Punto;
}

/** Something that needs a person, as `GET /tablero` answers it. */
export interface Asunto {
  readonly clase:
    | 'mensajesMuertos'
    | 'averia'
    | 'porDecidir'
    | 'rechazada'
    | 'fallida'
    | 'reintento'
    | 'retrasada'
    | 'faltante'
    | 'porRecibir'
    | 'silencio'
    | 'sinPlan';
  readonly gravedad: 'alta' | 'media';
  readonly titulo: string;
  readonly detalle?: string;
  readonly desde?: string;
  readonly ordenId?: string;
  /** The order as people call it. */
  readonly orden?: string;
  readonly vehiculoId?: string;
  readonly bodegaId?: string;
  readonly sku?: string;
  readonly funcion?: string;
  readonly accion: string;
}

/** What a vehicle is to leave with on a day, in order, as `GET /planes` answers it. */
export interface Plan {
  readonly vehiculoId: string;
  readonly bodegaId: string;
  readonly dia: string;
  readonly paradas: readonly {
    readonly ordenId: string;
    readonly eta: string;
    readonly fija: boolean;
    readonly pesoKg: number;
  }[];
  readonly carga: { readonly pesoKg: number };
}
