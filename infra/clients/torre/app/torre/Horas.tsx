import { number } from '../core/format.ts';

const HOUR_WIDTH = 20;
const HEIGHT = 100;

interface Props {
  /** Of each hour of the day, from 0 to 23. */
  readonly hours: readonly number[];
  /** The same on a usual day. */
  readonly usual: readonly number[] | undefined;
}

/** Orders by hour: a bar each for today, a stroke for what is usual. */
export function Horas({ hours, usual }: Props) {
  const most = Math.max(1, ...hours, ...(usual ?? []));
  return (
    <figure class="serie">
      <svg
        class="horas"
        viewBox={`0 0 ${24 * HOUR_WIDTH} ${HEIGHT + 18}`}
        role="img"
        aria-label={`Órdenes por hora: ${
          hours
            .map((count, hour) => {
              const mean = usual?.[hour] ?? 0;
              if (count === 0 && mean === 0) return '';
              return `${hour}: ${count}${mean > 0 ? ` (de costumbre ${number(mean)})` : ''}`;
            })
            .filter(Boolean)
            .join(', ') || 'ninguna'
        }`}
      >
        {hours.map((count, hour) => {
          const height = (count / most) * (HEIGHT - 14);
          const x = hour * HOUR_WIDTH;
          const mean = usual?.[hour] ?? 0;
          const level = HEIGHT - (mean / most) * (HEIGHT - 14);
          return (
            <g key={hour}>
              <rect
                x={x + 2}
                y={HEIGHT - Math.max(1, height)}
                width={HOUR_WIDTH - 4}
                height={Math.max(1, height)}
                rx="2"
                class={count > 0 ? 'lleno' : 'riel'}
              />
              {count > 0 && (
                <text x={x + HOUR_WIDTH / 2} y={HEIGHT - height - 4}>
                  {count}
                </text>
              )}
              {mean > 0 && <path d={`M${x + 1} ${level}h${HOUR_WIDTH - 2}`} class="costumbre" />}
              {hour % 3 === 0 && (
                <text x={x + HOUR_WIDTH / 2} y={HEIGHT + 14} class="eje">
                  {hour}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
