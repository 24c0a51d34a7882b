import { useEffect } from 'preact/hooks';
import { announce } from '../core/announce.ts';
import { connection, heardAt } from '../core/channel.ts';
import { now } from '../core/clock.ts';
import { atTime, seenFrom, sentence } from '../core/format.ts';

const WORDS = {
  conectando: 'Conectando…',
  vivo: 'En vivo',
  reconectando: 'Reconectando…',
  desactualizado: 'Sin noticias',
  sondeo: 'Cada 5 s',
  sinConexion: 'Sin conexión',
} as const;

/** A dot and a word: how what is seen stays up to date. */
export function Conexion() {
  const { state } = connection.value;
  const title = state === 'sondeo' ? 'Se actualiza cada 5 s: esta red no tiene canal en vivo' : WORDS[state];
  useEffect(() => {
    if (state !== 'conectando') announce(WORDS[state]);
  }, [state]);
  return (
    <span class={`conexion es-${state}`} title={title}>
      <span class="luz" aria-hidden="true" />
      {WORDS[state]}
    </span>
  );
}

/** What stands over the page while what is seen may be old. */
export function Antiguedad() {
  const { state, since } = connection.value;
  if (state === 'sinConexion')
    return (
      <p class="franja es-flotante es-mal">
        {sentence(`Sin conexión desde ${atTime(since)}`)} Lo que ve es de entonces.
      </p>
    );
  if (state === 'reconectando' || state === 'desactualizado')
    return <p class="franja es-flotante">Reconectando… {seenFrom(heardAt.value, now.value)}</p>;
  return null;
}
