interface Coordenadas {
  readonly lat: number;
  readonly lon: number;
}

/** What whoever has a link sees of its order: `GET /seguimientos/{token}`. */
export interface Seguida {
  readonly orden: string;
  /** A sentence without its full stop. */
  readonly titulo: string;
  readonly pasos: readonly { readonly nombre: string; readonly hecho: boolean }[];
  readonly desenlace?: 'entregada' | 'entregadaParcial' | 'rechazada' | 'devuelta' | 'cancelada';
  readonly destino: { readonly direccion: string; readonly ciudad: string };
  /** While it is on its way and one of the next two stops. */
  readonly vehiculo?: Vehiculo;
  readonly siNoEsta?: string;
  readonly actualizadaEn: string;
  readonly version: number;
}

/** Where the vehicle was last, and the door to about 100 m. */
export interface Vehiculo {
  readonly coordenadas: Coordenadas;
  readonly registradaEn: string;
  readonly paradasAntes: number;
  readonly puerta?: Coordenadas;
}
