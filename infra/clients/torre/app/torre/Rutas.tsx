import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Done } from '../core/api.ts';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { day, kilograms, kilometres, moment, number, plural, thisDay, time } from '../core/format.ts';
import { useList, useReport } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { useBodegas } from './datos.ts';
import { vehiclePath } from './filtro.ts';
import { useOrdenesDe } from './ordenesDe.ts';
import { planKey } from './tablero.ts';
import type { Plan } from './tipos.ts';

interface Planificacion {
  readonly planificacionId: string;
  readonly dia: string;
  readonly hechaEn: string;
  readonly movidas: number;
  readonly vehiculosAntes: number;
  readonly vehiculosDespues: number;
  readonly metrosAntes: number;
  readonly metrosDespues: number;
}

interface Pendiente {
  readonly ordenId: string;
  readonly bodegaId: string;
  /** Absent of one that has its place in a plan. */
  readonly espera?: { readonly motivo: string; readonly desde?: string };
}

type List<T> = { readonly elementos: readonly T[] };

const PLANES: readonly Columna<Plan>[] = [
  {
    titulo: 'Vehículo',
    celda: ({ vehiculoId }) => <a href={at(vehiclePath(vehiculoId, may('torre:leer')))}>{vehiculoId}</a>,
  },
  { titulo: 'Paradas', celda: ({ paradas }) => number(paradas.length), clase: 'numero' },
  { titulo: 'Carga', celda: ({ carga }) => kilograms(carga.pesoKg), clase: 'numero media' },
  { titulo: 'Primera', celda: ({ paradas }) => (paradas[0] ? time(paradas[0].eta) : '–'), clase: 'numero' },
  {
    titulo: 'Última',
    celda: ({ paradas }) => (paradas.length > 0 ? time(paradas.at(-1)?.eta ?? '') : '–'),
    clase: 'numero media',
  },
];

const HECHAS: readonly Columna<Planificacion>[] = [
  { titulo: 'Hecha', celda: ({ hechaEn }) => moment(hechaEn) },
  { titulo: 'Movidas', celda: ({ movidas }) => plural(movidas, 'parada', 'paradas'), clase: 'numero media' },
  {
    titulo: 'Vehículos',
    celda: ({ vehiculosAntes, vehiculosDespues }) => (
      <Cambio antes={vehiculosAntes} despues={vehiculosDespues} dice={number} />
    ),
    clase: 'numero',
  },
  {
    titulo: 'Recorrido',
    celda: ({ metrosAntes, metrosDespues }) => <Cambio antes={metrosAntes} despues={metrosDespues} dice={kilometres} />,
    clase: 'numero',
  },
];

const PENDIENTES: readonly Columna<Pendiente>[] = [
  { titulo: 'Por qué espera', celda: ({ espera }) => espera?.motivo ?? 'Se está buscando vehículo' },
  { titulo: 'Desde', celda: ({ espera }) => (espera?.desde ? moment(espera.desde) : '–'), clase: 'numero' },
];

/** `/torre/rutas/:bodegaId`: the plans of a warehouse, what waits for a place in one, and what planning anew changed. */
export function Rutas({ bodegaId }: { readonly bodegaId: string }) {
  const { nameOf } = useBodegas();
  const [planning, setPlanning] = useState(false);
  const [planned, setPlanned] = useState<string | undefined>(undefined);
  const today = thisDay.value;
  const every = { topic: `bodega:${bodegaId}`, everyMs: 10_000 };
  const planes = useList<Plan>({
    view: 'planes',
    topic: every.topic,
    paths: [`/planes?bodegaId=${bodegaId}&dia=${today}`],
    keyOf: planKey,
  });
  const hechas = useReport<List<Planificacion>>(`/rutas/planificaciones?bodegaId=${bodegaId}&limite=20`, every);
  const pendientes = useList<Pendiente>({
    view: 'entregas/pendientes',
    topic: every.topic,
    paths: [`/entregas/pendientes?bodegaId=${bodegaId}`],
    keyOf: ({ ordenId }) => ordenId,
  });
  const plans = useComputed(() =>
    [...planes.rows.value.values()]
      .filter((one) => one.bodegaId === bodegaId && one.dia === today && one.paradas.length > 0)
      .toSorted((a, b) => a.vehiculoId.localeCompare(b.vehiculoId)),
  );
  const waiting = useComputed(() =>
    [...pendientes.rows.value.values()].filter((one) => one.bodegaId === bodegaId && one.espera),
  );
  const nombreDe = useOrdenesDe(waiting.value.map(({ ordenId }) => ordenId));
  const orden: Columna<Pendiente> = {
    titulo: 'Orden',
    celda: ({ ordenId }) => <a href={at(`/torre/ordenes/${ordenId}`)}>{nombreDe(ordenId)}</a>,
  };
  const done = hechas.data.value?.elementos ?? [];
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Rutas de {nameOf(bodegaId)}</h1>
        <span class="tenue">{day(now.value)}</span>
        {may('vehiculos:escribir') && (
          <button type="button" onClick={() => setPlanning(true)}>
            Replanificar
          </button>
        )}
      </div>
      {planned !== undefined && (
        <p class="hecho" role="status">
          {planned}
        </p>
      )}
      <div class="dos">
        <Panel titulo="Planes de hoy" reading={planes.reading} again={planes.again}>
          {plans.value.length === 0 ? (
            <Vacio frase="Hoy no hay planes por salir." />
          ) : (
            <Tabla
              titulo="Planes de hoy por vehículo"
              columnas={PLANES}
              filas={plans.value}
              clave={({ vehiculoId }) => vehiculoId}
              cambio={(plan) => planes.changes.value.get(planKey(plan))}
            />
          )}
        </Panel>
        <div class="columna">
          <Panel titulo="Lo que cambió al replanificar" reading={hechas.reading} again={hechas.again}>
            {done.length === 0 ? (
              <Vacio frase="Ninguna replanificación ha movido paradas todavía." />
            ) : (
              <Tabla
                titulo="Planificaciones, la última primero"
                columnas={HECHAS}
                filas={done}
                clave={({ planificacionId }) => planificacionId}
              />
            )}
          </Panel>
          <Panel titulo="Esperan vehículo" reading={pendientes.reading} again={pendientes.again}>
            {waiting.value.length === 0 ? (
              <Vacio frase="Ninguna orden espera vehículo." />
            ) : (
              <Tabla
                titulo="Órdenes que esperan vehículo"
                columnas={[orden, ...PENDIENTES]}
                filas={waiting.value}
                clave={({ ordenId }) => ordenId}
              />
            )}
          </Panel>
        </div>
      </div>
      {planning && (
        <Accion
          titulo="Replanificar"
          consecuencia={`Se buscan mejores rutas para lo que ${nameOf(bodegaId)} tiene por salir hoy. Las paradas fijas no se mueven, y lo que ya va en ruta tampoco.`}
          path="/rutas/planificacion"
          cuerpo={() => ({ bodegaId, dia: today })}
          hacer="Replanificar"
          hecho="Rutas replanificadas"
          cerrar={() => setPlanning(false)}
          alHacer={(done) => {
            setPlanned(wordsOf(done));
            // The view of what was done may be a moment behind.
            setTimeout(hechas.again, 600);
          }}
        />
      )}
    </main>
  );
}

/** What planning anew came to, in a sentence. */
function wordsOf({ movidas, vehiculosAntes, vehiculosDespues, metrosAntes, metrosDespues }: Done): string {
  const isOtherWay = metrosAntes !== metrosDespues;
  if (!movidas && !isOtherWay) return 'Nada que mover: no se encontraron rutas mejores que las que hay.';
  const vehicles = `de ${vehiculosAntes} a ${plural(Number(vehiculosDespues), 'vehículo', 'vehículos')}`;
  const way = `de ${kilometres(Number(metrosAntes))} a ${kilometres(Number(metrosDespues))}`;
  if (!movidas) return `Ninguna parada cambió de vehículo; en otro orden, las rutas pasan ${way}.`;
  return `Se movieron ${plural(Number(movidas), 'parada', 'paradas')}: ${vehicles}, ${way}.`;
}

function Cambio({ antes, despues, dice }: { antes: number; despues: number; dice: (value: number) => string }) {
  const isBetter = despues < antes;
  return (
    <span class={isBetter ? 'tono-acento con-tono' : ''}>
      <span class="tenue">{dice(antes)} → </span>
      {dice(despues)}
    </span>
  );
}
