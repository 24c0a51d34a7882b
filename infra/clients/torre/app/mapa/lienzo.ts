import * as L from 'leaflet';
import { isMade, marked, ordersNotFailed, type Route, type Stop, tripsOf } from '../torre/tablero.ts';
import type { Punto, Vehiculo } from '../torre/tipos.ts';
import { type Scene, signatureOf } from './escena.ts';
import { groupsOf } from './grupos.ts';
import { boxAround, type Named, placeLabels } from './rotulos.ts';
import { stopSign, vehicleSign, warehouseSign } from './signos.ts';
import { type Ground, groundOn, tuple } from './suelo.ts';

/** What people do with it. */
interface Touch {
  readonly onVehicle: (plate: string) => void;
  readonly onStop: (stop: Stop) => void;
}

interface Mark {
  readonly marker: L.Marker;
  /** What the sign was made from: it is made anew only when that changes. */
  readonly made: string;
}

const GLIDE_MS = 1_000;
/** Of signs and their labels, in pixels; letters at their widest. */
const SIGN_REACH = 11;
const STOP_REACH = 8;
const LABEL_HEIGHT = 16;
const LABEL_PADDING = 8;
const PLATE_LETTER = 8;
const WAREHOUSE_LETTER = 7.5;

/** The map: a picture of a scene, moved by people only. Drawn whole on zoom and choice; what moves is moved. */
export class Lienzo {
  readonly #ground: Ground;
  readonly #map: L.Map;
  readonly #touch: Touch;
  readonly #stops = L.layerGroup();
  readonly #lines = L.layerGroup();
  readonly #vehicles = new Map<string, Mark>();
  readonly #warehouses = L.layerGroup();
  #scene: Scene | undefined;
  #drawn = '';
  #placed = false;
  #before: { center: L.LatLng; zoom: number } | undefined;

  constructor(place: HTMLElement, touch: Touch) {
    this.#touch = touch;
    this.#ground = groundOn(place);
    this.#map = this.#ground.map;
    for (const group of [this.#lines, this.#warehouses, this.#stops]) group.addTo(this.#map);
    this.#map.on('zoomend', () => {
      this.#drawStops();
      this.#placeLabels();
    });
  }

  /** Shows a scene. */
  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (before?.bodegas !== scene.bodegas) this.#drawWarehouses();
    const drawn = signatureOf(scene);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#drawRoutes();
      this.#drawStops();
    }
    this.#moveVehicles();
    this.#placeLabels();
    if (!this.#placed && scene.isRead) this.#placeFirst();
    else if (before && before.chosen !== scene.chosen) this.#follow();
  }

  /** Streets, where the company has tiles. */
  streets(isOn: boolean): void {
    this.#ground.streets(isOn);
  }

  remove(): void {
    this.#ground.remove();
  }

  #placeFirst(): void {
    this.#placed = true;
    const { bodegas, routes, chosen } = this.#scene as Scene;
    if (chosen !== undefined && this.#follow()) return;
    const points = [
      ...bodegas.map(({ zona }) => zona),
      ...[...routes.values()].flatMap(({ stops }) => stops.map(({ at }) => at)),
    ];
    this.#map.fitBounds(L.latLngBounds(points.map(tuple)), { ...this.#within(36), animate: false, maxZoom: 13 });
  }

  /** Goes to the chosen route, and back to where people were when nothing is chosen any more. */
  #follow(): boolean {
    const { chosen, routes, posiciones } = this.#scene as Scene;
    if (chosen === undefined) {
      if (this.#before) this.#map.setView(this.#before.center, this.#before.zoom);
      this.#before = undefined;
      return false;
    }
    const here = posiciones.get(chosen)?.coordenadas;
    const points = [...(routes.get(chosen)?.stops ?? []).map(({ at }) => at), ...(here ? [here] : [])];
    if (points.length === 0) return false;
    this.#before ??= { center: this.#map.getCenter(), zoom: this.#map.getZoom() };
    this.#map.fitBounds(L.latLngBounds(points.map(tuple)), { ...this.#within(56), maxZoom: 14 });
    return true;
  }

  /** Room around what the map goes to, in pixels: at its edges, and where the legend lies over it. */
  #within(edge: number): L.FitBoundsOptions {
    const box = this.#map.getContainer();
    const legend = box.parentElement?.querySelector('.leyenda');
    const covered = legend ? box.getBoundingClientRect().bottom - legend.getBoundingClientRect().top : 0;
    return { paddingTopLeft: [edge, edge], paddingBottomRight: [edge, edge + Math.max(0, covered)] };
  }

  #drawWarehouses(): void {
    this.#warehouses.clearLayers();
    for (const { zona, nombre } of this.#scene?.bodegas ?? []) {
      const html = warehouseSign(nombre.split(',')[0]?.replace(/^Bodega /, '') ?? '');
      const icon = L.divIcon({ className: 'mapa-signo', html, iconSize: [0, 0] });
      L.marker(tuple(zona), { pane: 'paradas', interactive: false, keyboard: false, icon }).addTo(this.#warehouses);
    }
  }

  #drawRoutes(): void {
    this.#lines.clearLayers();
    const { routes, chosen, vehiculos, posiciones } = this.#scene as Scene;
    const line = (points: readonly Punto[], className: string) =>
      points.length > 1 &&
      L.polyline(points.map(tuple), { pane: 'rutas', interactive: false, className }).addTo(this.#lines);
    for (const [plate, { stops }] of routes)
      if (plate !== chosen)
        for (const trip of tripsOf(stops))
          line(
            trip.map(({ at }) => at),
            chosen === undefined ? 'ruta' : 'ruta lejana',
          );
    const route = chosen === undefined ? undefined : routes.get(chosen);
    if (!route) return;
    const vehicle = vehiculos.find(({ vehiculoId }) => vehiculoId === chosen);
    const isOut = vehicle?.ruta !== undefined;
    const base = vehicle?.base;
    const ends = base ? [base] : [];
    const now = tripNow(route, vehicle);
    for (const trip of tripsOf(route.stops))
      if (trip[0]?.trip !== now) line([...ends, ...trip.map(({ at }) => at), ...ends], 'ruta');
    const own = route.stops.filter(({ trip }) => trip === now);
    const done = own.filter(({ state }) => isMade(state)).map(({ at }) => at);
    const ahead = own.filter(({ state }) => !isMade(state)).map(({ at }) => at);
    const here = isOut ? (posiciones.get(chosen as string)?.coordenadas ?? done.at(-1)) : base;
    line([...ends, ...done, ...(isOut && here ? [here] : [])], 'ruta hecha');
    line([...(here ? [here] : []), ...ahead], 'ruta porHacer');
    const last = ahead.at(-1) ?? here;
    if (base && last) line([last, base], 'ruta regreso');
  }

  #drawStops(): void {
    this.#stops.clearLayers();
    if (!this.#scene) return;
    const { routes, chosen, vehiculos } = this.#scene;
    const zoom = this.#map.getZoom();
    const project = ({ at }: Stop) => this.#map.project(tuple(at), zoom);
    const others = ordersNotFailed(routes.values());
    const route = chosen === undefined ? undefined : routes.get(chosen);
    const now =
      route &&
      tripNow(
        route,
        vehiculos.find(({ vehiculoId }) => vehiculoId === chosen),
      );
    const own = route?.stops.filter(({ trip }) => trip === now) ?? [];
    const rest = [...routes.values()].flatMap(({ stops }) => stops.filter((stop) => !own.includes(stop)));
    for (const [stops, isChosen] of [
      [rest, false],
      [own, true],
    ] as const) {
      for (const group of groupsOf(marked(stops, others), project)) {
        const [first] = group.stops;
        const shown = group.stops.find(({ state }) => state === group.state) ?? first;
        if (!first || !shown) continue;
        const isQuiet = chosen !== undefined && !isChosen;
        const icon = L.divIcon({
          className: `mapa-signo${isQuiet ? ' lejano' : ''}`,
          html: stopSign(group, isChosen),
          iconSize: [0, 0],
        });
        const marker = L.marker(tuple(first.at), {
          pane: 'paradas',
          keyboard: false,
          icon,
          zIndexOffset: isChosen ? 500 : 0,
        });
        marker.on('click', () => this.#touch.onStop(shown)).addTo(this.#stops);
      }
    }
  }

  #moveVehicles(): void {
    const { vehiculos, posiciones, chosen, silent, routes } = this.#scene as Scene;
    const shown = new Set<string>();
    for (const { vehiculoId, ruta } of vehiculos) {
      const at = posiciones.get(vehiculoId)?.coordenadas;
      if (!at || !ruta) continue;
      shown.add(vehiculoId);
      const next = routes.get(vehiculoId)?.stops.find(({ state }) => !isMade(state))?.at;
      const heading = next && headingOf(at, next);
      const isChosen = vehiculoId === chosen;
      const look = { plate: vehiculoId, heading, isSilent: silent.has(vehiculoId), isChosen };
      const made = `${look.isSilent} ${isChosen} ${chosen !== undefined} ${heading === undefined ? '' : Math.round(heading / 10)}`;
      const known = this.#vehicles.get(vehiculoId);
      if (known?.made === made) {
        this.#glide(known.marker, at);
        continue;
      }
      const className = `mapa-signo${chosen !== undefined && !isChosen ? ' lejano' : ''}`;
      const icon = L.divIcon({ className, html: vehicleSign(look), iconSize: [0, 0] });
      if (known) {
        known.marker.setIcon(icon);
        this.#glide(known.marker, at);
        this.#vehicles.set(vehiculoId, { marker: known.marker, made });
        continue;
      }
      const marker = L.marker(tuple(at), { pane: 'vehiculos', keyboard: false, icon });
      marker.on('click', () => this.#touch.onVehicle(vehiculoId)).addTo(this.#map);
      this.#vehicles.set(vehiculoId, { marker, made });
    }
    for (const [plate, { marker }] of this.#vehicles) {
      if (shown.has(plate)) continue;
      marker.remove();
      this.#vehicles.delete(plate);
    }
  }

  /** No label covers a sign or another label; the chosen vehicle's is placed first, then those of warehouses. */
  #placeLabels(): void {
    const chosen = this.#scene?.chosen;
    const warehouses = this.#warehouses.getLayers() as L.Marker[];
    const vehicles = [...this.#vehicles]
      .toSorted(([a], [b]) => Number(b === chosen) - Number(a === chosen) || a.localeCompare(b))
      .map(([, { marker }]) => marker);
    const first = chosen !== undefined && this.#vehicles.has(chosen) ? vehicles.splice(0, 1) : [];
    const markers = [...first, ...warehouses, ...vehicles];
    const point = (marker: L.Marker) => this.#map.latLngToLayerPoint(marker.getLatLng());
    const named = markers.map((marker): Named => {
      const isWarehouse = warehouses.includes(marker);
      const text = marker.getElement()?.textContent ?? '';
      const { x, y } = point(marker);
      return {
        x,
        y,
        reach: SIGN_REACH,
        width: text.length * (isWarehouse ? WAREHOUSE_LETTER : PLATE_LETTER) + LABEL_PADDING,
        height: LABEL_HEIGHT,
        sides: isWarehouse ? ['sur', 'norte', 'este', 'oeste'] : ['este', 'oeste', 'norte', 'sur'],
      };
    });
    const stops = (this.#stops.getLayers() as L.Marker[]).map(point).map(({ x, y }) => boxAround(x, y, STOP_REACH));
    const sides = placeLabels(named, stops);
    for (const [index, marker] of markers.entries()) {
      const sign = marker.getElement()?.firstElementChild;
      sign?.classList.remove('lado-este', 'lado-oeste', 'lado-norte', 'lado-sur', 'sin-rotulo');
      // What is chosen and warehouses keep their names, whatever they cover.
      const side = sides[index] ?? (index < first.length + warehouses.length ? named[index]?.sides[0] : undefined);
      sign?.classList.add(side === undefined ? 'sin-rotulo' : `lado-${side}`);
    }
  }

  /** From one fix to the next, and never beyond the last. */
  #glide(marker: L.Marker, at: Punto): void {
    if (marker.getLatLng().equals(tuple(at))) return;
    const element = marker.getElement();
    element?.classList.add('desliza');
    setTimeout(() => element?.classList.remove('desliza'), GLIDE_MS);
    marker.setLatLng(tuple(at));
  }
}

/** The journey of a chosen vehicle that is shown loud: that on the road, else the next one, else the last. */
function tripNow({ stops }: Route, vehicle: Vehiculo | undefined): string | undefined {
  if (vehicle?.ruta) return vehicle.ruta.rutaId;
  return stops.at(-1)?.trip;
}

/** Degrees from north, clockwise. */
function headingOf(from: Punto, to: Punto): number {
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
  return (Math.atan2(east, to.lat - from.lat) * 180) / Math.PI;
}
