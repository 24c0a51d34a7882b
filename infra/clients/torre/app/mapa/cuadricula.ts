import * as L from 'leaflet';

/** Degrees between two lines; the first with room for `APART` pixels is taken. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];
const APART = 110;

const degrees = new Intl.NumberFormat('es-CO', { minimumFractionDigits: 0, maximumFractionDigits: 2 });

/** Lines of latitude and longitude with their numbers at the edge: without streets, they tell how far one sees. */
export function drawGraticule(map: L.Map): void {
  const lines = L.layerGroup().addTo(map);
  const renderer = L.svg({ pane: 'cuadricula' });
  const draw = () => {
    lines.clearLayers();
    const bounds = map.getBounds();
    const { x } = map.getSize();
    const step = STEPS.find((one) => (one / (bounds.getEast() - bounds.getWest())) * x > APART) ?? 10;
    const through = (from: number, to: number) => {
      const first = Math.ceil(from / step);
      return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, at) => (first + at) * step);
    };
    const line = (ends: [number, number][]) =>
      L.polyline(ends, { pane: 'cuadricula', renderer, interactive: false, className: 'mapa-linea' }).addTo(lines);
    for (const lat of through(bounds.getSouth(), bounds.getNorth())) {
      line([
        [lat, bounds.getWest()],
        [lat, bounds.getEast()],
      ]);
      mark([lat, bounds.getWest()], `${degrees.format(Math.abs(lat))}° ${lat < 0 ? 'S' : 'N'}`, 'es-latitud').addTo(
        lines,
      );
    }
    for (const lon of through(bounds.getWest(), bounds.getEast())) {
      line([
        [bounds.getSouth(), lon],
        [bounds.getNorth(), lon],
      ]);
      mark([bounds.getNorth(), lon], `${degrees.format(Math.abs(lon))}° ${lon < 0 ? 'O' : 'E'}`, 'es-longitud').addTo(
        lines,
      );
    }
  };
  map.on('moveend resize', draw);
  draw();
}

function mark(at: [number, number], text: string, className: string): L.Marker {
  const html = Object.assign(document.createElement('span'), { textContent: text });
  const icon = L.divIcon({ className: `mapa-grado ${className}`, html, iconSize: [0, 0] });
  return L.marker(at, { pane: 'cuadricula', interactive: false, keyboard: false, icon });
}
