import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { day, number } from '../core/format.ts';

interface Props {
  readonly titulo: string;
  /** Milliseconds since 1970, ascending. */
  readonly instantes: readonly number[];
  readonly valores: readonly (number | null)[];
  readonly dice?: (value: number) => string;
}

const HEIGHT = 180;
const DARK = matchMedia('(prefers-color-scheme: dark)');
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const DAY = new Intl.DateTimeFormat('es-CO', { timeZone: 'America/Bogota', day: 'numeric', month: 'short' });

/** A line over time. The same numbers are in the table beneath it for who does not see it. */
export function Serie({ titulo, instantes, valores, dice = number }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current as HTMLElement;
    // A canvas knows no custom properties: the colours come as those of the box, at each drawing.
    const style = getComputedStyle(box);
    const axis = {
      stroke: () => style.color,
      grid: { stroke: () => style.borderTopColor, width: 1 },
      ticks: { show: false },
      font: '12px system-ui',
    };
    const plot = new uPlot(
      {
        width: box.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false },
        scales: { x: { time: true }, y: { range: (_, min, max) => [Math.min(0, min), max <= 0 ? 1 : max * 1.15] } },
        axes: [
          { ...axis, values: (_, ticks) => ticks.map((tick) => DAY.format(new Date(tick * 1_000))), space: 70 },
          // Whole things are counted: no mark between two of them.
          { ...axis, values: (_, ticks) => ticks.map((tick) => dice(tick)), size: 52, incrs: WHOLE },
        ],
        series: [{}, { label: titulo, stroke: () => style.outlineColor, width: 2, points: { size: 5 } }],
      },
      [instantes.map((one) => one / 1_000), [...valores]],
      box,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }));
    resized.observe(box);
    const redraw = () => plot.redraw(false);
    DARK.addEventListener('change', redraw);
    return () => {
      DARK.removeEventListener('change', redraw);
      resized.disconnect();
      plot.destroy();
    };
  }, [instantes, valores]);
  return (
    <figure class="serie">
      <figcaption class="oculto">{titulo}</figcaption>
      <div ref={place} aria-hidden="true" class="serie-caja" />
      <table class="oculto">
        <tbody>
          {instantes.map((one, index) => (
            <tr key={one}>
              <th scope="row">{day(one)}</th>
              <td>{valores[index] == null ? 'sin datos' : dice(valores[index])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
