import type { Map as LeafletMap } from 'leaflet';
import * as L from 'leaflet';
import file from './contornos.json';

/** The outlines as they are kept: see `docs/map.md`. */
interface Outlines {
  /** Borders of departments: differences of latitude and longitude, in hundredths of a degree. */
  readonly departamentos: readonly (readonly number[])[];
  /** Bogotá D. C., in thousandths. */
  readonly ciudad: readonly (readonly number[])[];
  /** Name, latitude, longitude, and 2 for a large city. */
  readonly lugares: readonly (readonly [string, number, number, number])[];
}

/** From here on an outline of so few points would lie. */
const FADES_AT = 13;
/** Small towns are named from here on. */
const TOWNS_FROM = 10;

/** Draws the outlines once they are there; without them the map still works. */
export async function drawOutlines(map: LeafletMap): Promise<void> {
  const { departamentos, ciudad, lugares }: Outlines = await (await fetch(new URL(file, import.meta.url))).json();
  const pane = map.getPane('contornos') ?? map.createPane('contornos');
  const options = { pane: 'contornos', interactive: false, renderer: L.svg({ pane: 'contornos', padding: 1 }) };
  for (const ring of ciudad) L.polygon(pointsOf(ring, 1_000), { ...options, className: 'mapa-ciudad' }).addTo(map);
  for (const line of departamentos) L.polyline(pointsOf(line, 100), { ...options, className: 'mapa-borde' }).addTo(map);
  L.marker([4.645, -74.103], {
    pane: 'contornos',
    interactive: false,
    keyboard: false,
    icon: label('Bogotá D. C.', 'mapa-capital'),
  }).addTo(map);
  for (const [name, lat, lon, size] of lugares) {
    const icon = label(name, size === 2 ? 'mapa-lugar es-grande' : 'mapa-lugar');
    L.marker([lat, lon], { pane: 'contornos', interactive: false, keyboard: false, icon }).addTo(map);
  }
  const show = () => {
    pane.classList.toggle('lejos', map.getZoom() < TOWNS_FROM);
    pane.classList.toggle('cerca', map.getZoom() >= FADES_AT);
  };
  map.on('zoomend', show);
  show();
}

/** A name on the map. */
function label(text: string, className: string): L.DivIcon {
  const span = Object.assign(document.createElement('span'), { textContent: text });
  return L.divIcon({ className, html: span, iconSize: [0, 0] });
}

function pointsOf(differences: readonly number[], per: number): [number, number][] {
  const points: [number, number][] = [];
  let [lat, lon] = [0, 0];
  for (let at = 0; at + 1 < differences.length; at += 2) {
    lat += differences[at] as number;
    lon += differences[at + 1] as number;
    points.push([lat / per, lon / per]);
  }
  return points;
}
