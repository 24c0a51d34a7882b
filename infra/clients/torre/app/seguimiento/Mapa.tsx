import { now } from '../core/clock.ts';
import { ago, kilometres } from '../core/format.ts';
import { ALTO, ANCHO, type Dibujo, dibujar } from './mapa.ts';
import type { Seguida, Vehiculo } from './tipos.ts';

/** Nearer than this, a door that is known to about 100 m gives no distance worth a number. */
const CERCA_KM = 0.25;

/** Why the vehicle is not seen, in words. */
const SIN_VEHICULO: Readonly<Record<NonNullable<Seguida['sinVehiculo']>, string>> = {
  noHaSalido: 'El vehículo aún no ha salido.',
  lejos: 'El vehículo va en camino. Aquí verá dónde está cuando la suya sea una de las dos próximas paradas.',
  sinPosicion: 'El vehículo ya salió; todavía no sabemos dónde está.',
};

const FURGON = 'M-8.5-5h9v8.5h-9zM.5-2h4l3 3v2.5h-7zM-5 3.5v2M4 3.5v2';
const TECHO = 'M-8-1 0-6l8 5v7h-4V1h-8v5h-4z';

/** Where the van is, seen from the door, or where it will come from. What the drawing says stands below it in words. */
export function Mapa({ seguida: { vehiculo, sinVehiculo, puerta, bodega } }: { seguida: Seguida }) {
  const lugar = vehiculo?.coordenadas ?? bodega?.zona;
  const dibujo = puerta && lugar && dibujar(lugar, puerta);
  if (!vehiculo && !sinVehiculo) return null;
  return (
    <section class="panel mapa" aria-label={vehiculo ? 'Dónde va' : 'De dónde sale'}>
      {dibujo && <Plano dibujo={dibujo} vaEnCamino={vehiculo !== undefined} />}
      {vehiculo ? (
        <Cerca vehiculo={vehiculo} dibujo={dibujo} />
      ) : (
        <>
          <p>
            <b>{sinVehiculo && SIN_VEHICULO[sinVehiculo]}</b>
          </p>
          {bodega && dibujo && (
            <p class="tenue">
              {sinVehiculo === 'noHaSalido' ? 'Sale' : 'Salió'} de {bodega.nombre}, a unos{' '}
              {kilometres(dibujo.km * 1_000)} en línea recta.
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Cerca({
  vehiculo: { registradaEn, paradasAntes },
  dibujo,
}: {
  vehiculo: Vehiculo;
  dibujo?: Dibujo | undefined;
}) {
  return (
    <>
      <p>
        <b>{paradasAntes === 0 ? 'La suya es la siguiente parada.' : 'Hay una parada antes que la suya.'}</b>{' '}
        {dibujo &&
          (dibujo.km < CERCA_KM
            ? 'El vehículo está a la vuelta.'
            : `El vehículo está a unos ${kilometres(dibujo.km * 1_000)} en línea recta.`)}
      </p>
      <p class="tenue">Visto {ago(registradaEn, now.value)}</p>
    </>
  );
}

function Plano({ dibujo: { x, y, escala }, vaEnCamino }: { dibujo: Dibujo; vaEnCamino: boolean }) {
  return (
    <svg viewBox={`0 0 ${ANCHO} ${ALTO}`} aria-hidden="true">
      <rect width={ANCHO} height={ALTO} class="suelo" />
      {[40, 80, 120].map((radio) => (
        <circle key={radio} cx={ANCHO / 2} cy={ALTO / 2} r={radio} class="anillo" />
      ))}
      <path d={`M${x} ${y}L${ANCHO / 2} ${ALTO / 2}`} class="camino" />
      <g transform={`translate(${ANCHO / 2} ${ALTO / 2})`} class="puerta">
        <circle r="15" />
        <path d="M-6.5 0 0-6 6.5 0M-4.5-1.5V6h9v-7.5" />
      </g>
      <g transform={`translate(${x} ${y})`} class={vaEnCamino ? 'furgon' : 'salida'}>
        <circle r="15" />
        <path d={vaEnCamino ? FURGON : TECHO} />
      </g>
      <g transform={`translate(12 ${ALTO - 12})`} class="escala">
        <path d={`M0-5V0H${escala.largo}V-5`} />
        <text x={escala.largo + 6} y="0">
          {escala.km < 1 ? `${escala.km * 1_000} m` : kilometres(escala.km * 1_000)}
        </text>
      </g>
    </svg>
  );
}
