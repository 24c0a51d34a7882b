import { Barra } from '../piezas/Barra.tsx';
import { Vacio } from '../piezas/Vacio.tsx';

interface RankingProps {
  readonly rows: readonly (readonly [string, number, string])[];
  readonly vacio: string;
  readonly tono?: string;
  /** What is a whole bar; the largest without it. */
  readonly most?: number;
}

/** Names with what counts for each, the most first. */
export function Ranking({ rows, vacio, tono = 'acento', most }: RankingProps) {
  if (rows.length === 0) return <Vacio frase={vacio} />;
  const whole = most ?? Math.max(...rows.map(([, value]) => value));
  return (
    <ol class="ranking">
      {rows
        .toSorted((a, b) => b[1] - a[1])
        .map(([name, value, says]) => (
          <li key={name}>
            <span>{name}</span>
            <b>{says}</b>
            <Barra parte={value} total={whole} tono={tono} />
          </li>
        ))}
    </ol>
  );
}
