import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { orderName } from '../core/format.ts';
import { useRow } from '../core/reading.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Estado, Intento } from '../piezas/Estado.tsx';
import { AccionesOrden } from '../torre/AccionesOrden.tsx';
import { AvisosOrden } from '../torre/AvisosOrden.tsx';
import { Cronologia } from '../torre/Cronologia.tsx';
import { EnlaceSeguimiento } from '../torre/EnlaceSeguimiento.tsx';
import { Evidencia } from '../torre/Evidencia.tsx';
import { Ficha } from '../torre/Ficha.tsx';
import { promiseOf } from '../torre/promesa.ts';
import { attemptOf } from '../torre/tablero.ts';
import type { Orden } from '../torre/tipos.ts';
import { linesOf } from '../torre/versiones.ts';

/** `/cliente/:ordenId`: one of a customer's orders: what is promised, what has happened, and what can be done. */
export function MiOrden({ ordenId }: { readonly ordenId: string }) {
  const { row, version, reading, again } = useRow<Orden>({
    view: 'ordenes',
    key: ordenId,
    topic: `orden:${ordenId}`,
    path: `/ordenes/${ordenId}`,
  });
  const orden = row.value;
  if (!orden) {
    return (
      <main class="hoja">
        <h1>Orden {orderName({ ordenId })}</h1>
        {reading.value.state === 'error' ? (
          <>
            <Aviso error={reading.value.error} reintentar={again} />
            <p>
              <a href={at('/cliente')}>Ver mis órdenes</a>
            </p>
          </>
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
        <p class="promesa">{promiseOf(orden, now.value)}</p>
      </div>
      <AccionesOrden orden={orden} off={false} />
      <div class="dos">
        <div class="columna">
          <section class="panel" aria-label="La orden">
            <Ficha lines={linesOf(orden, now.value)} ordenId={ordenId} />
          </section>
          {orden.evidencia && <Evidencia ordenId={ordenId} evidencia={orden.evidencia} />}
          <EnlaceSeguimiento ordenId={ordenId} />
          <AvisosOrden ordenId={ordenId} />
        </div>
        <Cronologia ordenId={ordenId} version={version.value} />
      </div>
    </main>
  );
}
