import { Fragment } from 'preact';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { ago, kilograms, moment, number } from '../core/format.ts';
import { VEHICLE_STATES } from '../core/states.ts';
import { Barra } from '../piezas/Barra.tsx';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Intento, Marca } from '../piezas/Estado.tsx';
import { Icono } from '../piezas/Icono.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import type { Tablero } from './datos.ts';
import { isMade, STOP_WORDS, type Stop, tripsOf } from './tablero.ts';

interface Props {
  readonly tablero: Tablero;
  readonly plate: string;
  /** On a page of its own, which has a title and does what can be done. */
  readonly sola?: true;
}

/** One vehicle: its load, how far it is, and its stops in their order. */
export function FichaVehiculo({ tablero, plate, sola }: Props) {
  const { flota, routes, nameOf, posiciones } = tablero;
  const vehicle = flota.rows.value.get(plate);
  const { stops = [], done = 0 } = routes.value.get(plate) ?? {};
  if (!vehicle && flota.reading.value.readAt === undefined) return <Esqueleto lineas={8} />;
  if (!vehicle)
    return <Vacio frase={`No hay un vehículo ${plate}.`} accion={<a href={at('/torre')}>Ver la flota</a>} />;
  const look = VEHICLE_STATES[vehicle.estado];
  const fix = posiciones.value.get(plate);
  const next = stops.find(({ state }) => !isMade(state));
  const trips = tripsOf(stops);
  return (
    <>
      {!sola && (
        <div class="ficha-cabeza">
          <h2>{plate}</h2>
          {look && <Marca look={look} />}
          <a class="cerrar" href={at('/torre')}>
            <Icono nombre="cerrar" dice="Cerrar la ficha" />
          </a>
        </div>
      )}
      <p class={`ficha-nota tenue${sola ? ' primera' : ''}`}>
        {nameOf(vehicle.bodegaId)}
        {fix && ` · posición ${ago(fix.registradaEn, now.value)}`}
      </p>
      <dl class="medidas">
        <dt>Paradas</dt>
        <dd>
          <b>{done}</b> de {stops.length}
          <Barra parte={done} total={stops.length} />
        </dd>
        <dt>Carga</dt>
        <dd>
          <b>{number(vehicle.carga.pesoKg)}</b> de {kilograms(vehicle.capacidadKg)}
          <Barra parte={vehicle.carga.pesoKg} total={vehicle.capacidadKg} />
        </dd>
      </dl>
      {stops.length === 0 ? (
        <Vacio frase="No tiene paradas hoy." />
      ) : (
        trips.map((trip, index) => (
          <Fragment key={trip[0]?.trip ?? ''}>
            {trips.length > 1 && <h3 class="viaje">Viaje {index + 1}</h3>}
            <ol class="paradas">
              {trip.map((stop) => (
                <Parada key={`${stop.orden.ordenId} ${stop.attempt}`} stop={stop} isNext={stop === next} />
              ))}
            </ol>
          </Fragment>
        ))
      )}
      {!sola && (
        <div class="ficha-acciones">
          <a class="boton" href={at(`/torre/rutas/${vehicle.bodegaId}`)}>
            Replanificar
          </a>
          <a class="boton secundario" href={at(`/torre/flota/${plate}`)}>
            Ver vehículo
          </a>
        </div>
      )}
    </>
  );
}

function Parada({ stop, isNext }: { stop: Stop; isNext: boolean }) {
  const { orden, attempt, state, when, number: place } = stop;
  return (
    <li {...(isNext && { 'aria-current': 'step' as const })}>
      <a class="renglon" href={at(`/torre/ordenes/${orden.ordenId}`)}>
        <span class={`numero-de-parada es-${state}`}>{place}</span>
        <span>
          <span class="fuerte">{orden.destino.direccion ?? 'Dirección olvidada'}</span>
          <span class="tenue">
            {orden.destinatario.nombre ?? 'Cliente olvidado'} <Intento numero={attempt} />
          </span>
        </span>
        <span class="hora">
          {when && <time dateTime={when}>{moment(when)}</time>}
          <span class="tenue">{isNext && state === 'pendiente' ? 'siguiente' : STOP_WORDS[state]}</span>
        </span>
      </a>
    </li>
  );
}
