import { useEffect, useRef } from 'preact/hooks';
import { withNames } from '../core/names.ts';
import { wordsOf } from '../core/problems.ts';
import { Icono } from './Icono.tsx';

/** What went wrong, in the panel where it did, and what to do. */
export function Aviso({ error, reintentar }: { error: unknown; reintentar?: () => void }) {
  const { title, advice, fields, id, final } = wordsOf(error);
  const box = useRef<HTMLDivElement>(null);
  const isOfForm = reintentar === undefined;
  useEffect(() => {
    // Whoever has just sent a form sees its answer; what a panel reads by itself moves nothing.
    if (isOfForm) box.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  return (
    <div class="aviso" ref={box}>
      <Icono nombre="entregaFallida" clase="tono-mal" />
      <div>
        <p class="aviso-titulo">{withNames(title)}</p>
        {advice !== '' && <p>{withNames(advice)}</p>}
        {fields.length > 0 && (
          <ul>
            {fields.map(({ campo, mensaje }) => (
              <li key={campo}>
                <b>{campo}</b>: {mensaje}
              </li>
            ))}
          </ul>
        )}
        {id !== undefined && (
          <p>
            <code>{id}</code>{' '}
            <button type="button" class="discreto" onClick={() => void navigator.clipboard.writeText(id)}>
              Copiar
            </button>
          </p>
        )}
        {reintentar && !final && (
          <button type="button" class="secundario" onClick={reintentar}>
            Reintentar
          </button>
        )}
      </div>
    </div>
  );
}
