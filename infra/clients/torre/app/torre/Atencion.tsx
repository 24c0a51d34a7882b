import { at } from '../core/config.ts';
import { ago, time } from '../core/format.ts';
import { now } from '../core/reading.ts';
import { Icono, type NombreDeIcono } from '../piezas/Icono.tsx';
import type { Attention } from './tablero.ts';

const SIGNS: Readonly<Record<Attention['kind'], readonly [NombreDeIcono, string]>> = {
  fallida: ['entregaFallida', 'mal'],
  espera: ['confirmada', 'marcha'],
  tarde: ['enRiesgo', 'aviso'],
  callado: ['reloj', 'aviso'],
};

/** What needs a person: what, where, since when, and the way to do something about it. */
export function Atencion({ attention, readAt }: { attention: readonly Attention[]; readAt: number | undefined }) {
  return (
    <section class="atencion" aria-label="Necesitan atención">
      <h2>Necesitan atención {attention.length > 0 && <span class="cuantas">{attention.length}</span>}</h2>
      {attention.length === 0 ? (
        <p class="vacio">Nada necesita atención.{readAt !== undefined && ` Última revisión: ${time(readAt)}.`}</p>
      ) : (
        <ul>
          {attention.map(({ key, kind, title, where, since, path }) => {
            const [icon, tone] = SIGNS[kind];
            return (
              <li key={key}>
                <a class="renglon" href={at(`/torre${path}`)}>
                  <Icono nombre={icon} clase={`tono-${tone}`} />
                  <span>
                    <span class="fuerte">{title}</span>
                    <span class="tenue">{where}</span>
                    {since !== undefined && <span class="tenue">{ago(since, now.value)}</span>}
                  </span>
                </a>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
