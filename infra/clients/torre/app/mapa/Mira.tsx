import * as L from 'leaflet';
import { useEffect, useRef, useState } from 'preact/hooks';
import { settings } from '../core/settings.ts';
import type { Bodega, Punto } from '../torre/tipos.ts';
import { warehouseSign } from './signos.ts';
import { type Ground, groundOn, tuple } from './suelo.ts';

interface Props {
  /** Where to look first; the warehouses where nothing is said. */
  readonly from: Punto | undefined;
  readonly bodegas: readonly Bodega[];
  readonly elegir: (at: Punto) => void;
  readonly cerrar: () => void;
}

const NEAR = 15;

/** A map that is moved beneath a cross: by mouse, by touch and by the arrow keys alike. A click brings a point under it. */
export function Mira({ from, bodegas, elegir, cerrar }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Punto | undefined>(undefined);
  useEffect(() => {
    const ground: Ground = groundOn(place.current as HTMLElement);
    const { map } = ground;
    for (const { zona, nombre } of bodegas) {
      const html = warehouseSign(nombre.split(',')[0]?.replace(/^Bodega /, '') ?? '');
      html.classList.add('lado-sur');
      const icon = L.divIcon({ className: 'mapa-signo', html, iconSize: [0, 0] });
      L.marker(tuple(zona), { pane: 'paradas', interactive: false, keyboard: false, icon }).addTo(map);
    }
    ground.streets(settings.peek().streets);
    const tell = () => {
      const { lat, lng } = map.getCenter().wrap();
      setAt({ lat, lon: lng });
    };
    map.on('move', tell).on('click', ({ latlng }: L.LeafletMouseEvent) => map.panTo(latlng));
    if (from) map.setView(tuple(from), NEAR, { animate: false });
    else if (bodegas.length > 0)
      map.fitBounds(L.latLngBounds(bodegas.map(({ zona }) => tuple(zona))), {
        padding: [36, 36],
        animate: false,
        maxZoom: 12,
      });
    tell();
    return ground.remove;
  }, []);
  return (
    <>
      <div class="mapa-caja mira">
        <div class="mapa" ref={place} role="application" aria-label="Mapa; las flechas lo mueven, + y − lo acercan" />
        <svg class="mira-cruz" viewBox="0 0 32 32" aria-hidden="true">
          <path d="M16 3v9M16 20v9M3 16h9M20 16h9" />
          <circle cx="16" cy="16" r="1.5" />
        </svg>
      </div>
      <p>
        Mueva el mapa hasta que la cruz quede en el lugar.{' '}
        <output class="mira-dice">{at && `${at.lat.toFixed(5)}, ${at.lon.toFixed(5)}`}</output>
      </p>
      <div class="botones">
        <button type="button" class="secundario" onClick={cerrar}>
          Volver
        </button>
        <button type="button" disabled={at === undefined} onClick={() => at && elegir(at)}>
          Usar este lugar
        </button>
      </div>
    </>
  );
}
