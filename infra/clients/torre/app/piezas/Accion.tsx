import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { announce, interrupt } from '../core/announce.ts';
import { command, type Done } from '../core/api.ts';
import { wordsOf } from '../core/problems.ts';
import { Aviso } from './Aviso.tsx';
import { Dialogo } from './Dialogo.tsx';

interface Props {
  readonly titulo: string;
  /** What will follow, in a sentence. */
  readonly consecuencia: string;
  readonly path: string;
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
  cuerpo,
  hacer,
  hecho,
  peligro,
  children,
  cerrar,
  alHacer,
}: Props) {
  const [key] = useState(() => crypto.randomUUID());
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setSending(true);
    setError(undefined);
    try {
      const done = await command(path, cuerpo(new FormData(event.target as HTMLFormElement)), key);
      announce(hecho);
      alHacer?.(done);
      cerrar();
    } catch (thrown) {
      setError(thrown);
      interrupt(wordsOf(thrown).title);
      setSending(false);
    }
  };
  return (
    <Dialogo titulo={titulo} cerrar={cerrar}>
      <form onSubmit={send}>
        <p>{consecuencia}</p>
        {children}
        {error !== undefined && <Aviso error={error} />}
        <div class="botones">
          <button type="button" class="secundario" onClick={cerrar}>
            Volver
          </button>
          <button type="submit" class={peligro ? 'peligro' : ''} disabled={sending}>
            {sending ? 'Enviando…' : error === undefined ? hacer : 'Reintentar'}
          </button>
        </div>
      </form>
    </Dialogo>
  );
}
