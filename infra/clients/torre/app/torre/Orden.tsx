import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { orderName } from '../core/format.ts';
import { useReport, useRow } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Estado, Intento } from '../piezas/Estado.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { AccionesOrden } from './AccionesOrden.tsx';
import { AvisosOrden } from './AvisosOrden.tsx';
import { Cronologia } from './Cronologia.tsx';
import { Deslizador } from './Deslizador.tsx';
import { EnlaceSeguimiento } from './EnlaceSeguimiento.tsx';
import { Evidencia } from './Evidencia.tsx';
import { Ficha } from './Ficha.tsx';
import { vehiclePath } from './filtro.ts';
import { Promesa } from './Promesa.tsx';
import { promiseOf } from './promesa.ts';
import { attemptOf } from './tablero.ts';
import type { Orden as UnaOrden } from './tipos.ts';
import { linesOf, type Version } from './versiones.ts';

/** `/torre/ordenes/:ordenId`: what is promised, what is next, how it was at each moment, and what can be done. */
export function Orden({ ordenId }: { readonly ordenId: string }) {
  const { query, route } = useLocation();
  const topic = `orden:${ordenId}`;
  const { row, version, reading, again } = useRow<UnaOrden>({
    view: 'ordenes',
    key: ordenId,
    topic,
    path: `/ordenes/${ordenId}`,
  });
  const history = useReport<{ readonly versiones: readonly Version[] }>(`/ordenes/${ordenId}/versiones`, {
    topic,
    everyMs: 60_000,
  });
  useEffect(history.again, [version.value]);
  const versiones = useComputed(() => history.data.value?.versiones ?? []);
  const asked = query.version === undefined ? undefined : Number(query.version);
  const index = versiones.value.findIndex((one) => one.version === asked);
  const isPast = index !== -1 && index < versiones.value.length - 1;
  const orden = isPast ? versiones.value[index]?.orden : row.value;
  const before = isPast ? versiones.value[index - 1]?.orden : undefined;
  const see = (one: number | undefined) =>
    route(at(`/torre/ordenes/${ordenId}${one === undefined ? '' : `?version=${one}`}`), true);
  if (!orden) {
    return (
      <main class="hoja">
        <h1>Orden {orderName({ ordenId })}</h1>
        {reading.value.state === 'error' ? (
          <Aviso error={reading.value.error} reintentar={again} />
        ) : (
          <Esqueleto lineas={8} />
        )}
      </main>
    );
  }
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Orden {orderName(orden)}</h1>
        <Estado estado={orden.estado} />
        <Intento numero={attemptOf(orden)} />
        {isPast ? <p class="promesa">{promiseOf(orden, now.value)}</p> : <Promesa orden={orden} />}
        {may('sistema:leer') && (
          <a class="boton secundario" href={at(`/torre/ordenes/${ordenId}/causas`)}>
            Ver causas
          </a>
        )}
      </div>
      {row.value && <AccionesOrden orden={row.value} off={isPast} />}
      <div class="dos">
        <div class="columna">
          <Panel titulo="Como estaba y como está" reading={history.reading} again={history.again}>
            <Deslizador versiones={versiones.value} vista={asked} ver={see} />
            <Ficha
              lines={linesOf(orden, now.value, before)}
              ordenId={ordenId}
              linkOf={({ name, text }) =>
                name === 'Vehículo' &&
                orden.vehiculoId && <a href={at(vehiclePath(orden.vehiculoId, may('torre:leer')))}>{text}</a>
              }
            >
              <div>
                <dt>Cliente</dt>
                <dd>
                  <a href={at(`/torre/ordenes?q=${encodeURIComponent(orden.clienteId)}`)}>{orden.clienteId}</a>
                </dd>
              </div>
            </Ficha>
          </Panel>
          {row.value?.evidencia && <Evidencia ordenId={ordenId} evidencia={row.value.evidencia} />}
          <EnlaceSeguimiento ordenId={ordenId} />
          {may('notificaciones:leer') && <AvisosOrden ordenId={ordenId} />}
        </div>
        <Cronologia ordenId={ordenId} version={version.value} />
      </div>
    </main>
  );
}
