import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { soon } from '../core/doing.ts';
import { ago, kilograms, number, plural, thisDay } from '../core/format.ts';
import { may } from '../core/session.ts';
import { VEHICLE_STATES } from '../core/states.ts';
import { Barra } from '../piezas/Barra.tsx';
import { Marca } from '../piezas/Estado.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { Conductores } from './Conductores.tsx';
import { useConductores, useTablero } from './datos.ts';
import { driverOf } from './flota.ts';
import { NuevoConductor, NuevoVehiculo } from './Registro.tsx';
import { dayAt, type Route } from './tablero.ts';
import type { Posicion, Vehiculo } from './tipos.ts';

interface Fila {
  readonly vehiculo: Vehiculo;
  readonly route: Route | undefined;
  readonly fix: Posicion | undefined;
  readonly bodega: string;
  /** Who drives it on the day that it is at. */
  readonly conductor: string | undefined;
}

const COLUMNAS: readonly Columna<Fila>[] = [
  {
    titulo: 'Vehículo',
    celda: ({ vehiculo: { vehiculoId } }) => <a href={at(`/torre/flota/${vehiculoId}`)}>{vehiculoId}</a>,
  },
  {
    titulo: 'Estado',
    celda: ({ vehiculo: { estado } }) => {
      const look = VEHICLE_STATES[estado];
      return look && <Marca look={look} />;
    },
  },
  { titulo: 'Conduce', celda: ({ conductor }) => conductor ?? '–', clase: 'media' },
  { titulo: 'Bodega', celda: ({ bodega }) => bodega, clase: 'media' },
  {
    titulo: 'Paradas de hoy',
    celda: ({ route }) => <Avance parte={route?.done ?? 0} total={route?.stops.length ?? 0} />,
    clase: 'barra-celda',
  },
  {
    titulo: 'A bordo',
    celda: ({ vehiculo: { carga, capacidadKg } }) => (
      <>
        <span class="tenue chica">
          {number(carga.pesoKg)} de {kilograms(capacidadKg)}
        </span>
        <Barra parte={carga.pesoKg} total={capacidadKg} />
      </>
    ),
    clase: 'barra-celda media',
  },
  {
    titulo: 'Posición',
    celda: ({ fix, vehiculo: { estado } }) =>
      fix && (estado === 'enRuta' || estado === 'averiado') ? ago(fix.registradaEn, now.value) : '–',
    clase: 'numero media',
  },
];

/** `/torre/flota`: each vehicle's load and how far it is with its day. */
export function Flota() {
  const { flota, routes, posiciones, bodegas, nameOf } = useTablero();
  const conductores = useConductores();
  const [registers, setRegisters] = useState<'vehiculo' | 'conductor' | undefined>(undefined);
  const close = { cerrar: () => setRegisters(undefined) };
  const filas = useComputed(() =>
    [...flota.rows.value.values()]
      .toSorted((a, b) => a.vehiculoId.localeCompare(b.vehiculoId))
      .map((vehiculo) => ({
        vehiculo,
        route: routes.value.get(vehiculo.vehiculoId),
        fix: posiciones.value.get(vehiculo.vehiculoId),
        bodega: nameOf(vehiculo.bodegaId),
        conductor: driverOf(conductores.conductores.value, vehiculo.vehiculoId, dayAt(vehiculo, thisDay.value))?.nombre,
      })),
  );
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Flota</h1>
        {bodegas.value.map(({ bodegaId, nombre }) => (
          <a key={bodegaId} href={at(`/torre/rutas/${bodegaId}`)}>
            Rutas de {nombre.split(',')[0]}
          </a>
        ))}
      </div>
      {may('vehiculos:escribir') && (
        <div class="acciones">
          <button type="button" onClick={() => setRegisters('vehiculo')}>
            Nuevo vehículo
          </button>
          <button type="button" class="secundario" onClick={() => setRegisters('conductor')}>
            Nuevo conductor
          </button>
        </div>
      )}
      <Panel
        titulo={
          flota.reading.value.readAt === undefined ? 'Vehículos' : plural(filas.value.length, 'vehículo', 'vehículos')
        }
        reading={flota.reading}
        again={flota.again}
        lineas={8}
      >
        {filas.value.length === 0 ? (
          <Vacio frase="Todavía no hay vehículos." />
        ) : (
          <Tabla
            titulo="Vehículos por placa"
            columnas={COLUMNAS}
            filas={filas.value}
            clave={({ vehiculo }) => vehiculo.vehiculoId}
            cambio={({ vehiculo }) => flota.changes.value.get(vehiculo.vehiculoId)}
          />
        )}
      </Panel>
      <Conductores conductores={conductores} />
      {registers === 'vehiculo' && <NuevoVehiculo {...close} bodegas={bodegas.value} alHacer={() => {}} />}
      {registers === 'conductor' && <NuevoConductor {...close} alHacer={() => soon(conductores.again)} />}
    </main>
  );
}

function Avance({ parte, total }: { parte: number; total: number }) {
  if (total === 0) return <span class="tenue chica">sin paradas</span>;
  return (
    <>
      <span class="tenue chica">
        {parte} de {total}
      </span>
      <Barra parte={parte} total={total} />
    </>
  );
}
