import { type Look, ORDER_STATES, type OrderState } from '../core/states.ts';
import { Icono } from './Icono.tsx';

/** A state as shape and word. */
export function Estado({ estado }: { estado: OrderState }) {
  return <Marca look={ORDER_STATES[estado]} />;
}

/** Which try to deliver it is, of what did not arrive at the first one. */
export function Intento({ numero }: { numero: number }) {
  return numero > 1 ? <span class="intento">intento {numero}</span> : null;
}

/** A look as shape and word. */
export function Marca({ look }: { look: Look }) {
  return (
    <span class={`estado tono-${look.tone}`}>
      <Icono nombre={look.icon} /> <span>{look.one}</span>
    </span>
  );
}
