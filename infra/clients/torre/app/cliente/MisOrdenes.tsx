import { useComputed } from '@preact/signals';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { ago, orderName, plural } from '../core/format.ts';
import { useList } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { Entero } from '../piezas/Entero.tsx';
import { Estado, Intento } from '../piezas/Estado.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { expectedOf } from '../torre/promesa.ts';
import { attemptOf } from '../torre/tablero.ts';
import type { Orden } from '../torre/tipos.ts';

const COLUMNAS: readonly Columna<Orden>[] = [
  {
    titulo: 'Orden',
    celda: (orden) => <a href={at(`/cliente/${orden.ordenId}`)}>{orderName(orden)}</a>,
  },
  {
    titulo: 'Estado',
    celda: (orden) => (
      <>
        <Estado estado={orden.estado} /> <Intento numero={attemptOf(orden)} />
      </>
    ),
  },
  { titulo: 'Para', celda: ({ destinatario }) => destinatario.nombre ?? '–', clase: 'media' },
  {
    titulo: 'Destino',
    celda: ({ destino }) => <Entero texto={[destino.direccion, destino.ciudad].filter(Boolean).join(', ')} />,
    clase: 'media',
  },
  {
    titulo: 'Se espera',
    celda: (orden) => expectedOf(orden, now.value),
  },
  { titulo: 'Último cambio', celda: ({ actualizadaEn }) => ago(actualizadaEn, now.value), clase: 'numero media' },
];

/** `/cliente`: a customer's orders, live, the newest first. */
export function MisOrdenes({ clienteId }: { readonly clienteId: string }) {
  const { rows, changes, reading, again, more } = useList<Orden>({
    view: 'ordenes',
    topic: `cliente:${clienteId}`,
    paths: [`/ordenes?clienteId=${clienteId}`],
    keyOf: ({ ordenId }) => ordenId,
  });
  const own = useComputed(() => [...rows.value.values()].toSorted((a, b) => b.creadaEn.localeCompare(a.creadaEn)));
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Mis órdenes</h1>
        {may('ordenes:escribir') && (
          <a class="boton" href={at('/cliente/nueva')}>
            Nueva orden
          </a>
        )}
      </div>
      <Panel titulo={plural(own.value.length, 'orden', 'órdenes')} reading={reading} again={again} lineas={8}>
        {own.value.length === 0 ? (
          <Vacio frase="Todavía no tiene órdenes." />
        ) : (
          <Tabla
            titulo="Mis órdenes, la más nueva primero"
            columnas={COLUMNAS}
            filas={own.value}
            clave={({ ordenId }) => ordenId}
            cambio={({ ordenId }) => changes.value.get(ordenId)}
          />
        )}
        {more.value && <p class="vacio">Se muestran las {own.value.length} más nuevas.</p>}
      </Panel>
    </main>
  );
}
