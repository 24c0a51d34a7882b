import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { at, root, told } from '../core/config.ts';
import { caller, comeBack, home, signIn, typeToken } from '../core/session.ts';

/** Why somebody stands here, where nothing went wrong on purpose. */
type Tropiezo = 'sinEmisor' | 'noEntro';

const TROPIEZOS: Readonly<Record<Tropiezo, string>> = {
  sinEmisor: 'No llegamos a la página de entrada. Revise su conexión y toque Entrar.',
  noEntro: 'No se completó la entrada. Toque Entrar para intentarlo de nuevo.',
};

/** `/` and `/entrar`: brings whoever has signed in home, or back to where they were; lets all others sign in. */
export function Pagina() {
  const { route, path, query } = useLocation();
  const [waits, setWaits] = useState(true);
  const [tropiezo, setTropiezo] = useState<Tropiezo | undefined>(
    query.motivo === 'sinEmisor' ? 'sinEmisor' : undefined,
  );
  const stay = (why?: Tropiezo) => {
    setTropiezo(why);
    setWaits(false);
  };
  useEffect(() => {
    if (caller.value) {
      route(at(home.value), true);
      return;
    }
    comeBack().then(
      (back) => {
        if (back !== undefined) {
          const { pathname, search, hash } = new URL(back);
          const isEntrance = [at('/'), root, at('/entrar')].includes(pathname);
          route(isEntrance ? at(home.value) : pathname + search + hash, true);
        } else if (query.code !== undefined || query.error !== undefined) {
          history.replaceState(null, '', at('/entrar'));
          stay('noEntro');
        } else if (path === at('/entrar') || !told.emisor) setWaits(false);
        else signIn({ silently: true }).catch(() => stay('sinEmisor'));
      },
      (error: Error) => {
        history.replaceState(null, '', at('/entrar'));
        // That it knows nobody yet is what one asks a provider silently for.
        stay(/login_required|interaction_required/.test(error.message) ? undefined : 'noEntro');
      },
    );
  }, []);
  if (waits) return <p class="centro tenue">Entrando…</p>;
  const enter = () => {
    setTropiezo(undefined);
    signIn({ back: new URL(at('/'), location.href).href }).catch(() => stay('sinEmisor'));
  };
  return (
    <main class="entrada">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M2 27 13 7l5 9 3-5 9 16z" />
      </svg>
      <h1>Entregas de los Alpes</h1>
      <p class="tono-mal tropiezo" role="alert">
        {tropiezo && TROPIEZOS[tropiezo]}
      </p>
      {told.emisor ? (
        <button type="button" onClick={enter}>
          Entrar
        </button>
      ) : (
        <ConToken />
      )}
      <p>
        <a href={at('/docs')}>La API</a>
      </p>
    </main>
  );
}

/** Where no provider is configured, one brings a token: `alpes token` prints it. */
function ConToken() {
  const { route } = useLocation();
  const [isWrong, setWrong] = useState(false);
  const take = (event: SubmitEvent) => {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get('token') ?? '');
    if (typeToken(text)) route(at(home.value), true);
    else setWrong(true);
  };
  return (
    <form onSubmit={take}>
      <label for="token">Esta red no tiene con qué entrar. Pegue un token:</label>
      <textarea id="token" name="token" rows={4} spellcheck={false} autocomplete="off" aria-invalid={isWrong} />
      {isWrong && <p class="tono-mal">Esto no es un token.</p>}
      <button type="submit">Entrar</button>
    </form>
  );
}
