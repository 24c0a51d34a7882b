import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { time, window } from '../core/format.ts';
import { Entero } from '../piezas/Entero.tsx';
import { Intento } from '../piezas/Estado.tsx';
import { Icono } from '../piezas/Icono.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { Deshacer } from './Deshacer.tsx';
import { Entregar } from './Entregar.tsx';
import { dia, nombreDe, ultimo } from './estado.ts';
import { Fallo } from './Fallo.tsx';
import { navegarA } from './navegar.ts';
import { FINES, lugarDe } from './palabras.ts';
import type { Parada as UnaParada } from './tipos.ts';

/** `/conductor/:orden`: a stop, and what is done at its door (`?hacer=entregar`, `?hacer=fallo`). */
export function Parada({ orden = '' }: { orden?: string }) {
  const { query } = useLocation();
  const { abiertas = [], cerradas = [], fase } = dia.value ?? {};
  const abierta = abiertas.find(({ ordenId }) => ordenId === orden);
  const cerrada = cerradas.find(({ parada }) => parada.ordenId === orden);
  const parada = abierta ?? cerrada?.parada ?? ultimo.value?.hoy.porSalir.find(({ ordenId }) => ordenId === orden);
  if (!parada)
    return (
      <main class="hoja">
        <h1>Esta parada no es de su ruta</h1>
        <Vacio frase="Puede que se haya entregado ya." accion={<a href={at('/conductor')}>Ir a lo siguiente</a>} />
      </main>
    );
  // A door where somebody stands is not taken away by what the office does meanwhile: proof is taken late too.
  const sePuede = fase === 'enRuta' && (abierta || cerrada?.fin === 'cerrada' || cerrada?.fin === 'devuelta');
  if (sePuede && query.hacer === 'entregar') return <Entregar parada={parada} />;
  if (sePuede && query.hacer === 'fallo') return <Fallo parada={parada} />;
  if (!cerrada) return <FichaParada parada={parada} />;
  return (
    <main class="hoja parada">
      <p class="tenue">{FINES[cerrada.fin]}</p>
      <h1 class="direccion">
        <Entero texto={parada.direccion ?? 'Dirección borrada'} />
      </h1>
      {cerrada.fin === 'cerrada' && (
        <>
          <p>
            La central la dio por terminada o se la pasó a otro vehículo. Si usted la entregó, toque «Informar» y su
            prueba queda guardada.
          </p>
          <div class="abajo">
            <a class="boton" href={at(`/conductor/${orden}?hacer=entregar`)}>
              Informar
            </a>
          </div>
        </>
      )}
      {cerrada.fin === 'devuelta' && (
        <p>La central la retiró mientras estaba en camino. Traiga el paquete de vuelta.</p>
      )}
      <p>
        <a href={at('/conductor')}>Ir a lo siguiente</a>
      </p>
    </main>
  );
}

/** A stop, with what is needed at its door. */
export function FichaParada({ parada }: { parada: UnaParada }) {
  const { ordenId, intento, destinatario, direccion, ciudad, ventana, eta, notas, lineas, zona, prioridad, viene } =
    parada;
  const { abiertas = [], fase } = dia.value ?? {};
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever hears the page is told that another stop is next.
  useEffect(() => title.current?.focus(), [ordenId]);
  const tarde = ventana && Date.parse(ventana.hasta) < now.value;
  return (
    <main class="hoja parada">
      <Deshacer />
      <p class="tenue renglon">
        <span>
          {lugarDe(parada, abiertas)} <Intento numero={intento} />
        </span>
        <a href={at('/conductor/ruta')}>Ruta</a>
      </p>
      <h1 class="direccion" ref={title} tabIndex={-1}>
        <Entero texto={direccion ?? 'El cliente pidió que se olvidaran sus datos'} />
      </h1>
      <p class="tenue">{ciudad}</p>
      <div class="dos">
        <a class="boton secundario" href={navegarA(zona, direccion === null ? undefined : `${direccion}, ${ciudad}`)}>
          <Icono nombre="mapa" /> Navegar
        </a>
        {destinatario.telefono && (
          <a class="boton secundario" href={`tel:${destinatario.telefono}`}>
            <Icono nombre="telefono" /> Llamar
          </a>
        )}
      </div>
      <dl class="datos">
        {ventana && (
          <div class={tarde ? 'tono-mal tarde' : ''}>
            <dt>{tarde ? 'Se prometió' : 'Prometida'}</dt>
            <dd>{window(ventana.desde, ventana.hasta)}</dd>
          </div>
        )}
        {eta && (
          <div>
            <dt>Prevista</dt>
            <dd>{time(eta)}</dd>
          </div>
        )}
        <div>
          <dt>Recibe</dt>
          <dd>{destinatario.nombre ?? '–'}</dd>
        </div>
      </dl>
      {viene && (
        <p class="nota">
          Pasó de {viene.de} a su vehículo. Si aún no tiene la mercancía, recójala en {viene.lugar}.
        </p>
      )}
      {prioridad === 'alta' && <p class="nota">Prioridad alta</p>}
      {notas && <p class="nota">{notas}</p>}
      <ul class="lineas" aria-label="Qué lleva">
        {lineas.map(({ sku, cantidad }) => (
          <li key={sku}>
            <span>{nombreDe(sku)}</span> <b>{cantidad}</b>
          </li>
        ))}
      </ul>
      {fase === 'enRuta' && (
        <div class="abajo acciones">
          <a class="boton secundario" href={at(`/conductor/${ordenId}?hacer=fallo`)}>
            No se pudo
          </a>
          <a class="boton grande" href={at(`/conductor/${ordenId}?hacer=entregar`)}>
            Entregar
          </a>
        </div>
      )}
    </main>
  );
}
