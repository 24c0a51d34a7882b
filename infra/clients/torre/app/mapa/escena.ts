import type { Route } from '../torre/tablero.ts';
import type { Bodega, Posicion, Vehiculo } from '../torre/tipos.ts';

/** What the map shows. */
export interface Scene {
  readonly bodegas: readonly Bodega[];
  readonly vehiculos: readonly Vehiculo[];
  readonly posiciones: ReadonlyMap<string, Posicion>;
  readonly routes: ReadonlyMap<string, Route>;
  /** The plate of the chosen vehicle. */
  readonly chosen: string | undefined;
  readonly silent: ReadonlySet<string>;
  /** All of it has been read: the map then shows it whole, once. */
  readonly isRead: boolean;
}

/** What stops and lines are drawn from: they are drawn anew whenever any of it is read, in whatever order it comes. */
export function signatureOf({
  routes,
  chosen,
  posiciones,
  vehiculos,
}: Omit<Scene, 'bodegas' | 'silent' | 'isRead'>): string {
  const stops = [...routes].map(
    ([plate, { stops: own }]) =>
      `${plate}:${own.map(({ orden, state, trip = '' }) => orden.ordenId.slice(0, 8) + state + trip.slice(0, 8)).join()}`,
  );
  const vehicle = vehiculos.find(({ vehiculoId }) => vehiculoId === chosen);
  const here = chosen === undefined ? undefined : posiciones.get(chosen)?.coordenadas;
  return `${chosen} ${JSON.stringify([here, vehicle?.base, vehicle?.ruta?.rutaId])} ${stops.join(' ')}`;
}
