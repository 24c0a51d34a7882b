import * as L from 'leaflet';
import { told } from '../core/config.ts';
import type { Punto } from '../torre/tipos.ts';
import { drawOutlines } from './contornos.ts';
import { drawGraticule } from './cuadricula.ts';

const BOGOTA: L.LatLngTuple = [4.66, -74.1];

/** An empty map: outlines, towns, graticule, scale and buttons, with panes for what is drawn on it. */
export interface Ground {
  readonly map: L.Map;
  /** Shows streets or hides them, where the company has tiles. */
  readonly streets: (isOn: boolean) => void;
  readonly remove: () => void;
}

/** Makes one that fills its place. */
export function groundOn(place: HTMLElement): Ground {
  const map = L.map(place, {
    center: BOGOTA,
    zoom: 11,
    zoomControl: false,
    attributionControl: false,
    minZoom: 5,
    maxZoom: 18,
    zoomSnap: 0.5,
    keyboard: true,
  });
  for (const [name, z] of [
    ['contornos', 200],
    ['cuadricula', 210],
    ['rutas', 400],
    ['paradas', 600],
    ['vehiculos', 650],
  ] as const)
    map.createPane(name).style.zIndex = String(z);
  L.control.zoom({ position: 'topright', zoomInTitle: 'Acercar', zoomOutTitle: 'Alejar' }).addTo(map);
  L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
  drawGraticule(map);
  void drawOutlines(map);
  // A map that is made before its box has its size leaves strips.
  const resized = new ResizeObserver(() => map.invalidateSize({ pan: false }));
  resized.observe(place);
  let tiles: L.TileLayer | undefined;
  return {
    map,
    streets: (isOn) => {
      if (!told.teselas) return;
      tiles ??= L.tileLayer(told.teselas, { maxZoom: 19 });
      if (isOn) tiles.addTo(map);
      else tiles.remove();
    },
    remove: () => {
      resized.disconnect();
      map.remove();
    },
  };
}

/** A place as Leaflet takes it. */
export function tuple({ lat, lon }: Punto): L.LatLngTuple {
  return [lat, lon];
}
