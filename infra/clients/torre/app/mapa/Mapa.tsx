import { useEffect, useRef } from 'preact/hooks';
import { settings } from '../core/settings.ts';
import type { Stop } from '../torre/tablero.ts';
import type { Scene } from './escena.ts';
import { Leyenda } from './Leyenda.tsx';
import { Lienzo } from './lienzo.ts';

interface Props {
  readonly scene: Scene;
  readonly onVehicle: (plate: string) => void;
  readonly onStop: (stop: Stop) => void;
}

/** The map. It is one stop of the keyboard; what it shows is also there as lists. */
export function Mapa({ scene, onVehicle, onStop }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<Lienzo>(undefined);
  const touch = useRef({ onVehicle, onStop });
  touch.current = { onVehicle, onStop };
  const { streets } = settings.value;
  useEffect(() => {
    const made = new Lienzo(place.current as HTMLElement, {
      onVehicle: (plate) => touch.current.onVehicle(plate),
      onStop: (stop) => touch.current.onStop(stop),
    });
    canvas.current = made;
    return () => made.remove();
  }, []);
  useEffect(() => canvas.current?.streets(streets), [streets]);
  useEffect(() => canvas.current?.show(scene));
  return (
    <div class="mapa-caja">
      <div
        class="mapa"
        ref={place}
        role="application"
        aria-label="Mapa de bodegas, vehículos y paradas; lo mismo está en las listas"
      />
      <Leyenda numbers={scene.chosen === undefined ? 'paradas juntas' : 'orden en la ruta'} />
    </div>
  );
}
