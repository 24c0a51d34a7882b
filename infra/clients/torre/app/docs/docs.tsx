import { useEffect } from 'preact/hooks';
import { at, told } from '../core/config.ts';
import { caller, signIn } from '../core/session.ts';

/** `/docs`: the API to read and to try. It acts for whoever has signed in, or by a token that is typed in, and stays in the tab. */
export function Pagina() {
  useEffect(() => {
    void import('./pagina.js').then(({ empezar }) => empezar());
  }, []);
  return (
    <>
      <header class="barra">
        <a class="marca" href={at('/')}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M2 27 13 7l5 9 3-5 9 16z" />
          </svg>
          <span>
            Entregas de los Alpes <small id="version">API</small>
          </span>
        </a>
        <input id="filtro" type="search" placeholder="Buscar una operación…" aria-label="Buscar una operación" />
        <button id="abrirToken" type="button" aria-haspopup="dialog">
          <span class="luz" />
          <span id="quien">Token</span>
        </button>
      </header>
      <nav id="indice" aria-label="Operaciones" />
      <main id="inicio">
        <section class="presentacion">
          <h1 id="titulo">Entregas de los Alpes</h1>
          <div id="descripcion" />
          <p class="enlaces">
            <a id="documento" href={at('/openapi.json')}>
              openapi.json
            </a>{' '}
            <a href={at('/asyncapi.json')}>asyncapi.json</a>
          </p>
        </section>
        <section id="canal" aria-label="El canal en vivo" />
        <div id="contextos">
          <p class="espera">Leyendo la descripción de la API…</p>
        </div>
      </main>
      <dialog id="dialogoToken" aria-labelledby="tituloToken">
        <form method="dialog">
          <h2 id="tituloToken">Token</h2>
          <p>
            Se usa el de su sesión, si entró. El que escriba aquí va primero, se guarda solo en esta pestaña y se olvida
            al cerrarla. En la red local lo imprime <code>npm start</code>.
          </p>
          <label for="token">JWT</label>
          <textarea id="token" rows={5} spellcheck={false} autocomplete="off" autocapitalize="off" />
          <div id="detalleToken" class="detalle" />
          <div class="botones">
            {told.emisor && !caller.value && (
              <button type="button" class="secundario" onClick={() => void signIn()}>
                Entrar
              </button>
            )}
            <button id="olvidarToken" type="button" class="secundario">
              Olvidar
            </button>
            <button type="submit">Listo</button>
          </div>
        </form>
      </dialog>
    </>
  );
}
