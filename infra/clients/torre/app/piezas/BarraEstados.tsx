import { at } from '../core/config.ts';
import { number } from '../core/format.ts';
import { ORDER_STATES, type OrderState } from '../core/states.ts';
import { Icono } from './Icono.tsx';

/** States that are worth a place only when there is one. */
const RARE: readonly OrderState[] = ['entregadaParcial'];

/** How many orders are in each state; each leads to them. */
export function BarraEstados({ counts }: { counts: Readonly<Record<OrderState, number>> }) {
  const shown = (Object.keys(ORDER_STATES) as OrderState[]).filter(
    (estado) => !RARE.includes(estado) || counts[estado] > 0,
  );
  return (
    <ul class="barra-estados" aria-label="Órdenes por estado">
      {shown.map((estado) => {
        const { icon, many, tone } = ORDER_STATES[estado];
        return (
          <li key={estado}>
            <a href={at(`/torre/ordenes?estado=${estado}`)}>
              <Icono nombre={icon} clase={`tono-${tone}`} />
              <span class="barra-cifra">{number(counts[estado])}</span>
              <span class="barra-nombre">{many}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
