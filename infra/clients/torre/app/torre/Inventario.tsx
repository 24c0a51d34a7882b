import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useProductos } from '../core/catalogue.ts';
import { now } from '../core/clock.ts';
import { soon } from '../core/doing.ts';
import { ago, number } from '../core/format.ts';
import { useHeld } from '../core/held.ts';
import { useList } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { Barra } from '../piezas/Barra.tsx';
import { Icono } from '../piezas/Icono.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { DeBodega } from './DeBodega.tsx';
import { useBodegas } from './datos.ts';
import { IngresoDeMercancia, NuevaBodega, NuevoProducto } from './Registro.tsx';

interface Existencia {
  readonly bodegaId: string;
  readonly sku: string;
  readonly existencias: number;
  readonly reservadas: number;
  readonly danadas: number;
  readonly disponibles: number;
  readonly actualizadoEn: string;
}

type Which = 'ingreso' | 'conteo' | 'traslado';

/** Stock is low when so few are free, or so small a part of what lies there. */
const FEW = 10;
const PART = 0.15;

function isLow({ disponibles, existencias }: Existencia): boolean {
  return disponibles <= FEW || disponibles < existencias * PART;
}

/** `/torre/inventario`: stock by warehouse and product, what is low first. */
export function Inventario() {
  const { query } = useLocation();
  const { bodegas, nameOf, again: readBodegas } = useBodegas();
  const [registers, setRegisters] = useState<'ingreso' | 'producto' | 'bodega' | undefined>(undefined);
  const [open, setOpen] = useState<readonly [Which, Existencia] | undefined>(undefined);
  const { rows, changes, reading, again } = useList<Existencia>({
    view: 'inventario',
    topic: 'tablero',
    paths: bodegas.value.map(({ bodegaId }) => `/inventario?bodegaId=${bodegaId}`),
    keyOf: ({ bodegaId, sku }) => `${bodegaId}:${sku}`,
  });
  const { productOf, productos, again: readProductos } = useProductos();
  const bodega = query.bodega;
  const shown = useComputed(() =>
    [...rows.value.values()].toSorted((a, b) => Number(isLow(b)) - Number(isLow(a)) || a.disponibles - b.disponibles),
  );
  const held = useHeld(shown, ({ bodegaId, sku }) => `${bodegaId}:${sku}`);
  // Each of them is looked for by its name: what is new comes at once, after what is under the hand.
  const filas = [...held.shown, ...held.waiting].filter(({ bodegaId }) => bodega === undefined || bodegaId === bodega);
  const low = filas.filter(isLow).length;
  const close = { cerrar: () => setRegisters(undefined) };
  const columnas: readonly Columna<Existencia>[] = [
    {
      titulo: 'Producto',
      celda: (one) => (
        <>
          <span class="fuerte">{productOf(one.sku)}</span> <span class="tenue chica entero">{one.sku}</span>{' '}
          <span class="tenue chica angosta">{nameOf(one.bodegaId)}</span>
        </>
      ),
    },
    { titulo: 'Bodega', celda: ({ bodegaId }) => nameOf(bodegaId), clase: 'media' },
    {
      titulo: 'Disponibles',
      celda: (one) => (
        <>
          {isLow(one) && <Icono nombre="enRiesgo" clase="tono-aviso" dice="Quedan pocas: " />}
          <b>{number(one.disponibles)}</b> <span class="tenue chica">de {number(one.existencias)}</span>
          <Barra parte={one.disponibles} total={one.existencias} tono={isLow(one) ? 'aviso' : 'acento'} />
        </>
      ),
      clase: 'barra-celda',
    },
    { titulo: 'Reservadas', celda: ({ reservadas }) => number(reservadas), clase: 'numero media' },
    { titulo: 'Dañadas', celda: ({ danadas }) => number(danadas), clase: 'numero ancha' },
    { titulo: 'Último cambio', celda: ({ actualizadoEn }) => ago(actualizadoEn, now.value), clase: 'numero ancha' },
    {
      titulo: 'Acciones',
      celda: (one) =>
        may('bodegas:escribir') && (
          <span class="en-linea">
            <button type="button" class="discreto" onClick={() => setOpen(['ingreso', one])}>
              Ingresar
            </button>
            <button type="button" class="discreto" onClick={() => setOpen(['conteo', one])}>
              Contar
            </button>
            <button type="button" class="discreto" onClick={() => setOpen(['traslado', one])}>
              Trasladar
            </button>
          </span>
        ),
    },
  ];
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Inventario</h1>
        <DeBodega pagina="/torre/inventario" bodega={bodega} bodegas={bodegas.value} />
        {may('bodegas:escribir') && (
          <div class="acciones">
            <button type="button" onClick={() => setRegisters('ingreso')}>
              Ingresar mercancía
            </button>
            <button type="button" class="secundario" onClick={() => setRegisters('producto')}>
              Nuevo producto
            </button>
            <button type="button" class="secundario" onClick={() => setRegisters('bodega')}>
              Nueva bodega
            </button>
          </div>
        )}
      </div>
      <Panel
        titulo={
          reading.value.readAt === undefined ? 'Existencias' : low === 0 ? 'Hay de todo' : `Quedan pocas de ${low}`
        }
        reading={reading}
        again={again}
        lineas={10}
      >
        {filas.length === 0 ? (
          <Vacio frase="No hay inventario aquí." />
        ) : (
          <Tabla
            titulo="Inventario, lo que menos queda primero"
            columnas={columnas}
            filas={filas}
            clave={({ bodegaId, sku }) => `${bodegaId} ${sku}`}
            cambio={({ bodegaId, sku }) => changes.value.get(`${bodegaId}:${sku}`)}
            mano={held.handlers}
          />
        )}
      </Panel>
      {registers === 'ingreso' && (
        <IngresoDeMercancia
          {...close}
          bodega={bodega}
          bodegas={bodegas.value}
          productos={productos.value}
          alHacer={() => {}}
        />
      )}
      {registers === 'producto' && <NuevoProducto {...close} alHacer={() => soon(readProductos)} />}
      {registers === 'bodega' && <NuevaBodega {...close} bodegas={bodegas.value} alHacer={() => soon(readBodegas)} />}
      {open && (
        <Abierta
          which={open[0]}
          una={open[1]}
          nombre={productOf(open[1].sku)}
          bodegas={bodegas.value}
          donde={nameOf(open[1].bodegaId)}
          cerrar={() => setOpen(undefined)}
        />
      )}
    </main>
  );
}

interface AbiertaProps {
  readonly which: Which;
  readonly una: Existencia;
  readonly nombre: string;
  /** The warehouse's name. */
  readonly donde: string;
  readonly bodegas: readonly { readonly bodegaId: string; readonly nombre: string }[];
  readonly cerrar: () => void;
}

function Abierta({ which, una: { bodegaId, sku, existencias }, nombre, donde, bodegas, cerrar }: AbiertaProps) {
  const own = `/bodegas/${bodegaId}`;
  const amount = (form: FormData) => ({ sku, cantidad: Number(form.get('cantidad')) });
  const field = (
    <div class="campo">
      <label for="cantidad">Unidades</label>
      <input id="cantidad" name="cantidad" type="number" min={1} required inputMode="numeric" />
    </div>
  );
  switch (which) {
    case 'ingreso':
      return (
        <Accion
          titulo={`Ingresar ${nombre}`}
          consecuencia={`Se suman a lo que hay en ${donde}.`}
          path={`${own}/ingresos`}
          cuerpo={amount}
          hacer="Ingresar"
          hecho="Mercancía ingresada"
          cerrar={cerrar}
        >
          {field}
        </Accion>
      );
    case 'conteo':
      return (
        <Accion
          titulo={`Contar ${nombre}`}
          consecuencia={`Según el sistema hay ${number(existencias)}. Lo que cuente queda como lo que hay.`}
          path={`${own}/conteos`}
          cuerpo={(form) => ({ sku, conteo: Number(form.get('cantidad')), motivo: String(form.get('motivo')) })}
          hacer="Anotar el conteo"
          hecho="Conteo anotado"
          cerrar={cerrar}
        >
          <div class="campo">
            <label for="cantidad">Unidades contadas</label>
            <input id="cantidad" name="cantidad" type="number" min={0} required inputMode="numeric" />
          </div>
          <div class="campo">
            <label for="motivo">Motivo</label>
            <input id="motivo" name="motivo" required maxLength={200} />
          </div>
        </Accion>
      );
    case 'traslado':
      return (
        <Accion
          titulo={`Trasladar ${nombre}`}
          consecuencia={`Salen de ${donde} y llegan a la otra bodega.`}
          path={`${own}/traslados`}
          cuerpo={(form) => ({ ...amount(form), destino: String(form.get('destino')) })}
          hacer="Trasladar"
          hecho="Mercancía trasladada"
          cerrar={cerrar}
        >
          {field}
          <div class="campo">
            <label for="destino">A la bodega</label>
            <select id="destino" name="destino" required>
              {bodegas
                .filter((one) => one.bodegaId !== bodegaId)
                .map((one) => (
                  <option key={one.bodegaId} value={one.bodegaId}>
                    {one.nombre}
                  </option>
                ))}
            </select>
          </div>
        </Accion>
      );
  }
}
