import { useComputed } from '@preact/signals';
import lazy from 'preact-iso/lazy';
import { at } from '../core/config.ts';
import { duration, isoDay, number, percent, startOf } from '../core/format.ts';
import { useList, useReport } from '../core/reading.ts';
import { Barra } from '../piezas/Barra.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { Perezoso } from '../piezas/Perezoso.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { daysUntil, type Cifras as Figures, hoursOf, seriesOf, usualOf } from './cifras.ts';
import { useBodegas } from './datos.ts';
import type { Orden } from './tipos.ts';

const Serie = lazy(() => import('../piezas/Serie.tsx').then((module) => module.Serie));

/** Four weeks and the day itself: four of the same weekday to compare with. */
const DAYS = 29;

const REASONS: Readonly<Record<string, string>> = {
  ausente: 'No había quién recibiera',
  rechazada: 'No la quisieron',
  direccionErrada: 'Dirección equivocada',
  sinAcceso: 'No se pudo llegar',
  danada: 'Mercancía dañada',
  otro: 'Otro motivo',
};

/** `/torre/cifras`: today beside what is usual on such a weekday. */
export function Cifras() {
  const today = isoDay(Date.now());
  const days = daysUntil(today, DAYS);
  const { nameOf } = useBodegas();
  const now = useReport<Figures>(`/analitica?desde=${today}&hasta=${today}`, { everyMs: 10_000 });
  const month = useReport<Figures>(`/analitica?desde=${days[0]}&hasta=${today}`, { everyMs: 60_000 });
  const created = useList<Orden>({
    view: 'ordenes',
    topic: 'tablero',
    paths: [`/ordenes?desde=${startOf(today)}`],
    keyOf: ({ ordenId }) => ordenId,
    most: 2_000,
  });
  const series = useComputed(() => (month.data.value ? seriesOf(month.data.value, days) : []));
  const hours = useComputed(() =>
    hoursOf(
      [...created.rows.value.values()]
        .filter(({ creadaEn }) => isoDay(creadaEn) === today)
        .map(({ creadaEn }) => creadaEn),
    ),
  );
  const figures = now.data.value;
  const usualOrders = usualOf(series.value, ({ ordenes }) => ordenes);
  const usualOnTime = usualOf(series.value, ({ aTiempo }) => aTiempo);
  return (
    <main class="hoja">
      <h1>Cifras de hoy</h1>
      <Panel titulo="Hoy" reading={now.reading} again={now.again} lineas={3}>
        {figures && (
          <div class="cifras">
            <Cifra
              nombre="Órdenes"
              valor={number(figures.ordenes)}
              comparacion={usualOrders === null ? undefined : `${number(usualOrders)} de costumbre`}
              path="/torre/ordenes"
            />
            <Cifra
              nombre="A tiempo"
              valor={percent(figures.tasaATiempo)}
              comparacion={usualOnTime === null ? undefined : `${percent(usualOnTime)} de costumbre`}
            />
            <Cifra
              nombre="Surtido completo"
              valor={percent(figures.tasaDeSurtido)}
              comparacion={month.data.value && `${percent(month.data.value.tasaDeSurtido)} en cuatro semanas`}
              path="/torre/inventario"
            />
            <Cifra
              nombre="Plazo, la mitad en"
              valor={duration(figures.plazoMinutos.p50)}
              comparacion={`95 de cada 100 en ${duration(figures.plazoMinutos.p95)}`}
            />
          </div>
        )}
      </Panel>
      <div class="dos">
        <Panel titulo="Órdenes por hora, hoy" reading={created.reading} again={created.again}>
          <Horas hours={hours.value} />
        </Panel>
        <Panel titulo="Órdenes por día, cuatro semanas" reading={month.reading} again={month.again} lineas={6}>
          <Perezoso clase="serie-lugar">
            <Serie
              titulo="Órdenes por día"
              instantes={series.value.map(({ dia }) => Date.parse(`${dia}T12:00:00-05:00`))}
              valores={series.value.map(({ ordenes }) => ordenes)}
            />
          </Perezoso>
        </Panel>
      </div>
      <div class="tres">
        <Panel titulo="Lo más pedido hoy" reading={now.reading} again={now.again}>
          <Ranking
            rows={(figures?.topSkus ?? []).map(({ sku, unidades }) => [sku, unidades, number(unidades)])}
            vacio="Hoy no se ha pedido nada."
          />
        </Panel>
        <Panel titulo="Por qué fallan las entregas, hoy" reading={now.reading} again={now.again}>
          <Ranking
            rows={(figures?.porMotivoDeFallo ?? [])
              .filter(({ fallos }) => fallos > 0)
              .map(({ motivo, fallos }) => [REASONS[motivo] ?? motivo, fallos, number(fallos)])}
            tono="mal"
            vacio="Hoy no ha fallado ninguna."
          />
        </Panel>
        <Panel titulo="A tiempo por bodega, cuatro semanas" reading={month.reading} again={month.again}>
          <Ranking
            rows={(month.data.value?.porBodega ?? []).flatMap(({ bodegaId, tasaATiempo }) =>
              tasaATiempo === null ? [] : [[nameOf(bodegaId), tasaATiempo, percent(tasaATiempo)] as const],
            )}
            most={1}
            vacio="Todavía no hay entregas con ventana."
          />
        </Panel>
      </div>
    </main>
  );
}

function Cifra({
  nombre,
  valor,
  comparacion,
  path,
}: {
  nombre: string;
  valor: string;
  comparacion?: string | undefined;
  path?: string;
}) {
  return (
    <div class="cifra">
      <span class="tenue">{nombre}</span>
      <b>{path ? <a href={at(path)}>{valor}</a> : valor}</b>
      {comparacion !== undefined && <span class="tenue chica">{comparacion}</span>}
    </div>
  );
}

interface RankingProps {
  readonly rows: readonly (readonly [string, number, string])[];
  readonly vacio: string;
  readonly tono?: string;
  /** What is a whole bar; the largest without it. */
  readonly most?: number;
}

function Ranking({ rows, vacio, tono = 'acento', most }: RankingProps) {
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

const HOUR_WIDTH = 20;
const HEIGHT = 100;

function Horas({ hours }: { hours: readonly number[] }) {
  const most = Math.max(1, ...hours);
  return (
    <figure class="serie">
      <svg
        class="horas"
        viewBox={`0 0 ${24 * HOUR_WIDTH} ${HEIGHT + 18}`}
        role="img"
        aria-label={`Órdenes por hora: ${
          hours
            .map((count, hour) => (count > 0 ? `${hour}: ${count}` : ''))
            .filter(Boolean)
            .join(', ') || 'ninguna'
        }`}
      >
        {hours.map((count, hour) => {
          const height = (count / most) * (HEIGHT - 14);
          const x = hour * HOUR_WIDTH;
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
