import type { ComponentChildren } from 'preact';
import type { Done, Method } from '../core/api.ts';
import { useCommand } from '../core/doing.ts';
import { Aviso } from './Aviso.tsx';
import { Dialogo } from './Dialogo.tsx';

interface Props {
  readonly titulo: string;
  /** What will follow, in a sentence. */
  readonly consecuencia: string;
  /** Of the command; where a field decides it, from the form. */
  readonly path: string | ((form: FormData) => string);
  readonly metodo?: Method;
  /** The command's body from the form's fields. */
  readonly cuerpo: (form: FormData) => object;
  /** What the button says: `Cancelar la orden`. */
  readonly hacer: string;
  /** What is told once it is done. */
  readonly hecho: string;
  readonly peligro?: boolean;
  /** The fields. */
  readonly children?: ComponentChildren;
  readonly cerrar: () => void;
  readonly alHacer?: (done: Done) => void;
}

/**
 * A command as a dialog: its consequence, its fields, and what went wrong. Its key is made when it opens and kept over each
 * try, so that it is done once. Nothing is shown as done before the server says so.
 */
export function Accion({
  titulo,
  consecuencia,
  path,
  metodo,
  cuerpo,
  hacer,
  hecho,
  peligro,
  children,
  cerrar,
  alHacer,
}: Props) {
  const { send, sending, error, canRetry } = useCommand({
    method: metodo,
    hecho,
    alHacer: (done) => {
      alHacer?.(done);
      cerrar();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    send(typeof path === 'string' ? path : path(form), cuerpo(form));
  };
  return (
    <Dialogo titulo={titulo} cerrar={cerrar}>
      <form onSubmit={submit}>
        <p>{consecuencia}</p>
        {children}
        {error !== undefined && <Aviso error={error} />}
        <div class="botones">
          <button type="button" class="secundario" onClick={cerrar}>
            Volver
          </button>
          <button type="submit" class={peligro ? 'peligro' : ''} disabled={sending}>
            {sending ? 'Enviando…' : canRetry ? 'Reintentar' : hacer}
          </button>
        </div>
      </form>
    </Dialogo>
  );
}
