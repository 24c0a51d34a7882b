import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { plural } from '../core/format.ts';
import { Boton } from './Boton.tsx';
import { esDefinitiva } from './cola.ts';
import { dia, finalizar, porEnviar } from './estado.ts';
import { acciones } from './palabras.ts';
import { Vueltas } from './Ruta.tsx';

/** `/conductor/terminar`: what comes back, before the route is ended. */
export function Terminar() {
  const { route } = useLocation();
  const { vuelve = [], abiertas = [], fase } = dia.value ?? {};
  const frenan = porEnviar.value.filter((una) => una.rechazo && !esDefinitiva(una)).length;
  if (fase !== 'enRuta')
    return (
      <main class="hoja">
        <h1>No hay una ruta iniciada</h1>
        <p>
          <a href={at('/conductor')}>Ver el día de hoy</a>
        </p>
      </main>
    );
  return (
    <main class="hoja">
      <h1>Finalizar ruta</h1>
      {abiertas.length > 0 && (
        <p class="nota">
          {abiertas.length === 1 ? 'Falta' : 'Faltan'} {plural(abiertas.length, 'parada', 'paradas')} por visitar. Se{' '}
          {abiertas.length === 1 ? 'planea' : 'planean'} de nuevo para otro viaje.
        </p>
      )}
      <section aria-label="Lo que vuelve">
        <h2>Vuelve a la bodega</h2>
        {vuelve.length === 0 ? <p>Nada de lo que llevaba.</p> : <Vueltas vueltas={vuelve} />}
      </section>
      {frenan > 0 && (
        <p class="nota">La central no recibió {acciones(frenan)}. Revise eso antes de finalizar la ruta.</p>
      )}
      <div class="abajo">
        {frenan === 0 ? (
          <Boton grande dice="Finalizar ruta" hacer={finalizar} alHacer={() => route(at('/conductor'), true)} />
        ) : (
          <a class="boton grande" href={at('/conductor/enviar')}>
            Revisar
          </a>
        )}
        <a class="boton secundario" href={at('/conductor')}>
          Volver
        </a>
      </div>
    </main>
  );
}
