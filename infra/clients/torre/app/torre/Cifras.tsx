import { useComputed } from '@preact/signals';
import lazy from 'preact-iso/lazy';
import { useProductos } from '../core/catalogue.ts';
import { serverTime } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { duration, hourOf, number, percent, thisDay, weekday } from '../core/format.ts';
import { useReport } from '../core/reading.ts';
import { Panel } from '../piezas/Panel.tsx';
import { Perezoso } from '../piezas/Perezoso.tsx';
import { daysUntil, type Cifras as Figures, onTimeInWords, seriesOf, usualOf } from './cifras.ts';
import { useCostumbre } from './costumbre.ts';
import { useBodegas } from './datos.ts';
import { Horas } from './Horas.tsx';
import { Plazos } from './Plazos.tsx';
import { Ranking } from './Ranking.tsx';

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
  const today = thisDay.value;
  const days = daysUntil(today, DAYS);
  const { nameOf } = useBodegas();
  const { productOf } = useProductos();
  const now = useReport<Figures>(`/analitica?desde=${today}&hasta=${today}`, { everyMs: 10_000 });
  const month = useReport<Figures>(`/analitica?desde=${days[0]}&hasta=${today}`, { everyMs: 60_000 });
  const usual = useCostumbre(today);
  const series = useComputed(() => (month.data.value ? seriesOf(month.data.value, days) : []));
  const figures = now.data.value;
  const soFar = usual.value?.porHora?.slice(0, hourOf(serverTime()) + 1).reduce((total, one) => total + one, 0);
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
              comparacion={soFar === undefined ? undefined : `${number(soFar)} de costumbre a esta hora`}
              path="/torre/ordenes"
            />
            <Cifra
              nombre="A tiempo"
              valor={percent(figures.tasaATiempo)}
              comparacion={[
                onTimeInWords(figures),
                usualOnTime !== null && `${percent(usualOnTime)} de costumbre un ${weekday(today)}`,
              ]
                .filter(Boolean)
                .join(' · ')}
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
        <Panel titulo="Órdenes por hora, hoy" reading={now.reading} again={now.again}>
          <Horas hours={figures?.porHora ?? []} usual={usual.value?.porHora} />
          {usual.value?.porHora && (
            <p class="nota-grafica tenue chica">
              La raya es lo de costumbre un {weekday(today)}: la media de las cuatro semanas anteriores.
            </p>
          )}
        </Panel>
        <Panel titulo="Cuánto tardan las entregas, hoy" reading={now.reading} again={now.again} lineas={6}>
          <Plazos plazos={figures?.plazos ?? []} usual={usual.value?.plazos} />
        </Panel>
      </div>
      <div class="tres">
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
            rows={(figures?.topSkus ?? []).map(({ sku, unidades }) => [productOf(sku), unidades, number(unidades)])}
            vacio="Hoy no se ha pedido nada."
          />
          <p class="nota-grafica tenue chica">
            Unidades de todas las órdenes de hoy, también de las rechazadas y las canceladas.
          </p>
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
