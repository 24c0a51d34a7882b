import type { ComponentChildren } from 'preact';

/** That there is nothing, and the one thing to do next. */
export function Vacio({ frase, accion }: { frase: string; accion?: ComponentChildren }) {
  return (
    <p class="vacio">
      {frase} {accion}
    </p>
  );
}
