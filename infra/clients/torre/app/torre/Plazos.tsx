import { duration, number, percent } from '../core/format.ts';
import { Barra } from '../piezas/Barra.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import type { Cifras } from './cifras.ts';

interface Props {
  readonly plazos: Cifras['plazos'];
  /** Deliveries of each span on a usual day. */
  readonly usual: readonly number[] | undefined;
}

/** How long deliveries took: the share of each span, beside that of a usual day. */
export function Plazos({ plazos, usual }: Props) {
  const total = sum(plazos.map(({ entregas }) => entregas));
  const usualTotal = sum(usual ?? []);
  if (total === 0 && usualTotal === 0) return <Vacio frase="Hoy no se ha entregado nada todavía." />;
  return (
    <ol class="ranking">
      {plazos.map(({ hastaMinutos, entregas }, place) => (
        <li key={hastaMinutos}>
          <span>{spanOf(plazos, place)}</span>
          <span>
            <b>{number(entregas)}</b>
            {usualTotal > 0 && (
              <span class="tenue chica"> · {percent((usual?.[place] ?? 0) / usualTotal)} de costumbre</span>
            )}
          </span>
          <Barra parte={entregas} total={total} tono="marcha" />
        </li>
      ))}
    </ol>
  );
}

function spanOf(plazos: Cifras['plazos'], place: number): string {
  const to = plazos[place]?.hastaMinutos;
  const from = plazos[place - 1]?.hastaMinutos;
  if (to == null) return `Más de ${duration(from)}`;
  return from == null ? `Hasta ${duration(to)}` : `De ${duration(from)} a ${duration(to)}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}
