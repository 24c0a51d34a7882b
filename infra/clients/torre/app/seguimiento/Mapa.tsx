import { ago, kilometres } from '../core/format.ts';
import { now } from '../core/reading.ts';
import { ALTO, ANCHO, dibujar } from './mapa.ts';
import type { Vehiculo } from './tipos.ts';

/** Nearer than this, a door that is known to about 100 m gives no distance worth a number. */
const CERCA_KM = 0.25;

/** Where the van is, seen from the door. What the drawing says stands below it in words. */
export function Mapa({ vehiculo }: { vehiculo: Vehiculo }) {
  const { coordenadas, registradaEn, paradasAntes, puerta } = vehiculo;
  const dibujo = puerta && dibujar({ coordenadas, puerta });
  return (
    <section class="panel mapa" aria-label="Dónde va">
      {dibujo && (
        <svg viewBox={`0 0 ${ANCHO} ${ALTO}`} aria-hidden="true">
          <rect width={ANCHO} height={ALTO} class="suelo" />
          {[40, 80, 120].map((radio) => (
            <circle key={radio} cx={ANCHO / 2} cy={ALTO / 2} r={radio} class="anillo" />
          ))}
          <path d={`M${dibujo.x} ${dibujo.y}L${ANCHO / 2} ${ALTO / 2}`} class="camino" />
          <g transform={`translate(${ANCHO / 2} ${ALTO / 2})`} class="puerta">
            <circle r="15" />
            <path d="M-6.5 0 0-6 6.5 0M-4.5-1.5V6h9v-7.5" />
          </g>
          <g transform={`translate(${dibujo.x} ${dibujo.y})`} class="furgon">
            <circle r="15" />
            <path d="M-8.5-5h9v8.5h-9zM.5-2h4l3 3v2.5h-7zM-5 3.5v2M4 3.5v2" />
          </g>
          <g transform={`translate(12 ${ALTO - 12})`} class="escala">
            <path d={`M0-5V0H${dibujo.escala.largo}V-5`} />
            <text x={dibujo.escala.largo + 6} y="0">
              {dibujo.escala.km < 1 ? `${dibujo.escala.km * 1_000} m` : kilometres(dibujo.escala.km * 1_000)}
            </text>
          </g>
        </svg>
      )}
      <p>
        <b>{paradasAntes === 0 ? 'La suya es la siguiente parada.' : 'Hay una parada antes que la suya.'}</b>{' '}
        {dibujo &&
          (dibujo.km < CERCA_KM
            ? 'El vehículo está a la vuelta.'
            : `El vehículo está a unos ${kilometres(dibujo.km * 1_000)} en línea recta.`)}
      </p>
      <p class="tenue">Visto {ago(registradaEn, now.value)}</p>
    </section>
  );
}
