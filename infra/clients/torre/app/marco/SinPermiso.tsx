import { at } from '../core/config.ts';
import { home, signOut } from '../core/session.ts';

/** What somebody of another role finds in place of a page. @param que `ver la torre` */
export function SinPermiso({ que }: { que: string }) {
  return (
    <main class="hoja">
      <h1>Su usuario no puede {que}.</h1>
      <p>Pídalo a quien administra, o entre con otro usuario.</p>
      <div class="botones">
        <button type="button" class="secundario" onClick={() => void signOut()}>
          Salir
        </button>
        <a class="boton" href={at(home.value)}>
          Ir a su inicio
        </a>
      </div>
    </main>
  );
}
