import { at } from '../core/config.ts';
import { number } from '../core/format.ts';
import { ORDER_STATES, type OrderState } from '../core/states.ts';
import { Icono } from './Icono.tsx';

/** States that are worth a place only when there is one. */
const RARE: readonly OrderState[] = ['entregadaParcial'];

interface Props {
  /** Nothing, while they are not known. */
  readonly counts: Readonly<Record<OrderState, number>> | undefined;
  /** Orders of each state that the rest of the page shows, where that is not all. */
  readonly corta?: number | undefined;
}

/** How many orders are in each state; each leads to them. */
export function BarraEstados({ counts, corta }: Props) {
  const shown = (Object.keys(ORDER_STATES) as OrderState[]).filter(
    (estado) => !RARE.includes(estado) || (counts?.[estado] ?? 0) > 0,
  );
  return (
    <ul class="barra-estados" aria-label="Órdenes por estado">
      {shown.map((estado) => {
        const { icon, many, tone } = ORDER_STATES[estado];
        return (
          <li key={estado}>
            <a href={at(`/torre/ordenes?estado=${estado}`)}>
              <Icono nombre={icon} clase={`tono-${tone}`} />
              <span class="barra-cifra">{counts ? number(counts[estado]) : '–'}</span>
              <span class="barra-nombre">{many}</span>
            </a>
          </li>
        );
      })}
      {corta !== undefined && (
        <li class="barra-corta tenue">El mapa y las listas muestran {number(corta)} de cada estado.</li>
      )}
    </ul>
  );
}
