import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Route, Router } from 'preact-iso/router';
import { wordsOf } from '../core/problems.ts';
import { caller } from '../core/session.ts';
import { ConSesion } from '../marco/ConSesion.tsx';
import { SinPermiso } from '../marco/SinPermiso.tsx';
import { Voces } from '../marco/Voces.tsx';
import { Averia } from './Averia.tsx';
import { Avisos } from './Avisos.tsx';
import { guardarArmazon } from './armazon.ts';
import { Cabeza } from './Cabeza.tsx';
import { Enviar } from './Enviar.tsx';
import { abrir, ultimo } from './estado.ts';
import { Hoy } from './Hoy.tsx';
import { Parada } from './Parada.tsx';
import { Ruta } from './Ruta.tsx';
import { Terminar } from './Terminar.tsx';
import { seguirUbicacion } from './ubicacion.ts';

/** Whether what the telephone keeps was read; an error says why it was not. */
const abierto = signal<boolean | Error>(false);

/** `/conductor`: the driver's day, with and without a network. */
export function Pagina() {
  useEffect(() => {
    abrir().then(
      () => {
        abierto.value = true;
        seguirUbicacion();
      },
      (error: Error) => {
        abierto.value = error;
      },
    );
  }, []);
  if (abierto.value instanceof Error) return <NoAbre error={abierto.value} />;
  if (!abierto.value) return <p class="centro tenue">Abriendo…</p>;
  if (caller.value && caller.value.conductorId === undefined) return <SinPermiso que="ver la ruta de un conductor" />;
  // What the telephone keeps is shown to whoever holds it; without it, one must sign in first.
  return ultimo.value ? <Paginas /> : <ConSesion>{<Paginas />}</ConSesion>;
}

function Paginas() {
  useEffect(() => {
    void guardarArmazon().catch(() => undefined);
  }, []);
  return (
    <>
      <a class="saltar" href="#contenido">
        Ir al contenido
      </a>
      <Cabeza />
      <Avisos />
      <div id="contenido" class="conductor" tabIndex={-1}>
        <Router>
          <Route path="/" component={Hoy} />
          <Route path="/ruta" component={Ruta} />
          <Route path="/enviar" component={Enviar} />
          <Route path="/terminar" component={Terminar} />
          <Route path="/averia" component={Averia} />
          <Route path="/:orden" component={Parada} />
        </Router>
      </div>
      <Voces />
    </>
  );
}

function NoAbre({ error }: { error: Error }) {
  const { title } = wordsOf(error);
  return (
    <main class="hoja">
      <h1>No se pudo abrir lo guardado en el teléfono</h1>
      <p>
        {error.message.startsWith('A queue of version')
          ? 'Hay una versión más nueva de esta página. Recárguela.'
          : `${title} Libere espacio en el teléfono y recargue la página. Lo guardado sigue ahí.`}
      </p>
      <button type="button" onClick={() => location.reload()}>
        Recargar
      </button>
    </main>
  );
}
