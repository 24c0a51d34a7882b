import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { now } from '../core/clock.ts';
import { readAgo } from '../core/format.ts';
import type { Reading } from '../core/reading.ts';
import { Aviso } from './Aviso.tsx';
import { Esqueleto } from './Esqueleto.tsx';

interface Props {
  readonly titulo: string;
  readonly reading: ReadonlySignal<Reading>;
  readonly again: () => void;
  /** Beside the title. */
  readonly junto?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly lineas?: number;
  readonly clase?: string;
}

/** A titled part of a page that is read: it waits, fails and grows old by itself; the rest of the page goes on. */
export function Panel({ titulo, reading, again, junto, children, lineas, clase = '' }: Props) {
  const { state, error, readAt } = reading.value;
  return (
    <section class={`panel ${clase}`} aria-label={titulo} aria-busy={state === 'cargando'}>
      <div class="panel-cabeza">
        <h2>{titulo}</h2>
        {junto}
        {state === 'error' && readAt !== undefined && <span class="tenue">de {readAgo(readAt, now.value)}</span>}
      </div>
      {state === 'error' && <Aviso error={error} reintentar={again} />}
      {readAt !== undefined
        ? children
        : // What could not be read is not shown as empty.
          state === 'cargando' && <Esqueleto {...(lineas !== undefined && { lineas })} />}
    </section>
  );
}
