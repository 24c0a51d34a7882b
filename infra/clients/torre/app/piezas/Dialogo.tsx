import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { giveBack } from '../core/focus.ts';
import { Icono } from './Icono.tsx';

interface Props {
  readonly titulo: string;
  readonly cerrar: () => void;
  readonly children: ComponentChildren;
}

/** Something over the page that holds the focus. Escape closes it, and the focus goes back to where it was. */
export function Dialogo({ titulo, cerrar, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // Not the cross: what is to be filled in, or done.
    dialog.current?.querySelector<HTMLElement>('input, select, textarea, .botones button')?.focus();
    return () => {
      // Once the dialog is gone: what lies under it takes no focus before.
      if (before instanceof HTMLElement && before !== document.body) queueMicrotask(() => giveBack(before));
    };
  }, []);
  return (
    <dialog ref={dialog} class="dialogo" aria-labelledby={id} onClose={cerrar}>
      <div class="dialogo-cabeza">
        <h2 id={id}>{titulo}</h2>
        <button type="button" class="discreto" aria-label="Cerrar" onClick={() => dialog.current?.close()}>
          <Icono nombre="cerrar" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
