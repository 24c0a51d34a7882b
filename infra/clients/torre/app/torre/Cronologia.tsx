import { useEffect } from 'preact/hooks';
import { day, isoDay, precise } from '../core/format.ts';
import { withNames } from '../core/names.ts';
import { useReport } from '../core/reading.ts';
import { Panel } from '../piezas/Panel.tsx';

interface Suceso {
  readonly id: string;
  readonly ocurrio: string;
  readonly flujo: string;
  readonly version: number;
  readonly actor: string;
  readonly titulo: string;
  readonly detalle?: string;
}

/** Whose streams the facts are of, as people call them. */
const WHERE: Readonly<Record<string, string>> = {
  orden: 'Orden',
  reserva: 'Bodega',
  entrega: 'Entrega',
  inventario: 'Bodega',
};

/** All that has happened to an order, in every context. It is read again with each version of the order. */
export function Cronologia({ ordenId, version }: { ordenId: string; version: number | undefined }) {
  const { data, reading, again } = useReport<{ readonly elementos: readonly Suceso[] }>(
    `/ordenes/${ordenId}/cronologia?limite=200`,
    { topic: `orden:${ordenId}`, everyMs: 10_000 },
  );
  // The view of the timeline may be a moment behind that of the order.
  useEffect(() => {
    const timer = setTimeout(again, 400);
    return () => clearTimeout(timer);
  }, [version]);
  const sucesos = data.value?.elementos ?? [];
  return (
    <Panel titulo="Cronología" reading={reading} again={again} lineas={8}>
      <ol class="cronologia">
        {sucesos.map(({ id, ocurrio, flujo, titulo, detalle }, index) => {
          const before = sucesos[index - 1];
          const isNewDay = before === undefined || isoDay(before.ocurrio) !== isoDay(ocurrio);
          return (
            <li key={id}>
              <time dateTime={ocurrio}>
                {isNewDay && <span class="tenue">{day(ocurrio)} </span>}
                {precise(ocurrio)}
              </time>
              <span>
                <span class="fuerte">{withNames(titulo)}</span>
                {detalle !== undefined && <span class="tenue">{withNames(detalle)}</span>}
              </span>
              <span class="tenue chica">{WHERE[flujo.split('#')[0] ?? ''] ?? ''}</span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
