import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useProductos } from '../core/catalogue.ts';
import { at } from '../core/config.ts';
import { day, plural } from '../core/format.ts';
import { useList } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { DeBodega } from './DeBodega.tsx';
import { useBodegas } from './datos.ts';
import { useOrdenesDe } from './ordenesDe.ts';
import { bodegaDe, CONDICIONES, campoDe, placaDe, recibidasDe, regresosDe } from './recepcion.ts';
import type { Entrega, Linea } from './tipos.ts';

/** `/torre/recepcion`: what lies in vehicles at the warehouses to be received, and what is on its way back. */
export function Recepcion() {
  const { query } = useLocation();
  const { bodegas, nameOf } = useBodegas();
  const { productOf } = useProductos();
  const [open, setOpen] = useState<Entrega | undefined>(undefined);
  // The channel tells of each delivery in this view; those that do not come back are left out below.
  const { rows, changes, reading, again } = useList<Entrega>({
    view: 'entregas/pendientes',
    topic: 'tablero',
    paths: bodegas.value.map(({ bodegaId }) => `/bodegas/${bodegaId}/regresos`),
    keyOf: ({ ordenId }) => ordenId,
  });
  const bodega = query.bodega;
  const { porRecibir, salenOtraVez, enCamino } = useComputed(() => regresosDe(rows.value.values(), bodega)).value;
  const nombreDe = useOrdenesDe([...porRecibir, ...salenOtraVez, ...enCamino].map(({ ordenId }) => ordenId));
  const columnas: readonly Columna<Entrega>[] = [
    {
      titulo: 'Orden',
      celda: ({ ordenId, destinatario }) => (
        <>
          <a href={at(`/torre/ordenes/${ordenId}`)}>{destinatario.nombre ?? 'Cliente olvidado'}</a>{' '}
          <span class="tenue chica">{nombreDe(ordenId)}</span>
        </>
      ),
    },
    {
      titulo: 'Qué vuelve',
      celda: ({ mercancia: { vuelve } }) => vuelve.map((linea) => inWords(linea, productOf)).join(' · '),
    },
    { titulo: 'Vehículo', celda: placaDe },
    { titulo: 'Bodega', celda: (una) => nameOf(bodegaDe(una)), clase: 'media' },
  ];
  const accion: Columna<Entrega> = {
    titulo: 'Acciones',
    celda: (una) =>
      may('bodegas:escribir') && (
        <button type="button" class="discreto" onClick={() => setOpen(una)}>
          Recibir
        </button>
      ),
  };
  const cuando: Columna<Entrega> = {
    titulo: 'Sale otra vez',
    celda: ({ dia }) => (dia ? day(`${dia}T12:00:00-05:00`) : '–'),
    clase: 'numero',
  };
  const tabla = (titulo: string, filas: readonly Entrega[], ...mas: readonly Columna<Entrega>[]) => (
    <Tabla
      titulo={titulo}
      columnas={[...columnas, ...mas]}
      filas={filas}
      clave={({ ordenId }) => ordenId}
      cambio={({ ordenId }) => changes.value.get(ordenId)}
    />
  );
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Recepción</h1>
        <DeBodega pagina="/torre/recepcion" bodega={bodega} bodegas={bodegas.value} />
      </div>
      <Panel titulo={`Por recibir: ${plural(porRecibir.length, 'orden', 'órdenes')}`} reading={reading} again={again}>
        {porRecibir.length === 0 ? (
          <Vacio frase="No hay nada por recibir. Aquí aparece lo que traiga un vehículo cuando termine su ruta." />
        ) : (
          tabla('Órdenes por recibir', porRecibir, accion)
        )}
      </Panel>
      {salenOtraVez.length > 0 && (
        <Panel titulo="Se queda en el vehículo para otro intento" reading={reading} again={again}>
          {tabla('Órdenes que salen otra vez', salenOtraVez, cuando)}
        </Panel>
      )}
      {enCamino.length > 0 && (
        <Panel titulo="Viene en camino" reading={reading} again={again}>
          {tabla('Órdenes que vienen de vuelta', enCamino)}
        </Panel>
      )}
      {open && <Recibir una={open} nameOf={nameOf} productOf={productOf} cerrar={() => setOpen(undefined)} />}
    </main>
  );
}

interface RecibirProps {
  readonly una: Entrega;
  readonly nameOf: (bodegaId: string) => string;
  readonly productOf: (sku: string) => string;
  readonly cerrar: () => void;
}

function Recibir({ una, nameOf, productOf, cerrar }: RecibirProps) {
  const { ordenId, destinatario, mercancia } = una;
  return (
    <Accion
      titulo={`Recibir de ${placaDe(una)}`}
      consecuencia={`Lo vendible de la orden de ${destinatario.nombre ?? 'un cliente olvidado'} vuelve al inventario de ${nameOf(bodegaDe(una))}; lo dañado se aparta y lo faltante se da por perdido. Si la entrega sigue en pie, queda reservado para ella.`}
      path={`/bodegas/${bodegaDe(una)}/recepciones`}
      cuerpo={(form) => ({ ordenId, lineas: recibidasDe(form, mercancia.vuelve) })}
      hacer="Recibir"
      hecho="Mercancía recibida"
      cerrar={cerrar}
    >
      {mercancia.vuelve.map((linea, index) => (
        <fieldset key={linea.sku} class="opciones">
          <legend>{inWords(linea, productOf)}</legend>
          <div class="recuento">
            {(Object.keys(CONDICIONES) as (keyof typeof CONDICIONES)[]).map((condicion) => (
              <div key={condicion} class="campo">
                <label for={campoDe(index, condicion)}>{CONDICIONES[condicion]}</label>
                <input
                  id={campoDe(index, condicion)}
                  name={campoDe(index, condicion)}
                  type="number"
                  min={0}
                  max={linea.cantidad}
                  required
                  inputMode="numeric"
                  defaultValue={condicion === 'vendible' ? String(linea.cantidad) : '0'}
                />
              </div>
            ))}
          </div>
        </fieldset>
      ))}
    </Accion>
  );
}

function inWords({ sku, cantidad }: Linea, productOf: (sku: string) => string): string {
  return `${cantidad} × ${productOf(sku)}`;
}
