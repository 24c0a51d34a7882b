import { useState } from 'preact/hooks';
import { at } from '../core/config.ts';
import { kilograms, orderName, plural, time } from '../core/format.ts';
import { may } from '../core/session.ts';
import { Icono } from '../piezas/Icono.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { AccionPlan, type WhichOfPlan } from './AccionPlan.tsx';
import type { Tablero } from './datos.ts';
import { moved } from './orden.ts';
import { planKey } from './tablero.ts';

interface Props {
  readonly tablero: Pick<Tablero, 'planes' | 'ordenes'>;
  readonly placa: string;
  /** `2026-11-27` */
  readonly dia: string;
  readonly elegirDia: (dia: string) => void;
}

/** What a vehicle is to leave with on a day, and a dispatcher's hand in it: the order of stops, those that are fixed, those that go. */
export function PlanDelDia({ tablero: { planes, ordenes }, placa, dia, elegirDia }: Props) {
  const [open, setOpen] = useState<WhichOfPlan | undefined>(undefined);
  const [order, setOrder] = useState<readonly string[] | undefined>(undefined);
  const own = `/vehiculos/${placa}/planes/${dia}`;
  const { reading, again } = planes;
  const plan = planes.rows.value.get(planKey({ vehiculoId: placa, dia }));
  const mayChange = may('vehiculos:escribir');
  const known = new Map(plan?.paradas.map((parada) => [parada.ordenId, parada]));
  const ids = [...known.keys()];
  // An order that was being made while the plan changed is dropped: it names other stops.
  const isCurrent = order?.length === ids.length && order.every((id) => known.has(id));
  const shown = (isCurrent ? order : ids).flatMap((id) => known.get(id) ?? []);
  const move = (index: number, by: -1 | 1) =>
    setOrder(
      moved(
        shown.map(({ ordenId }) => ordenId),
        index,
        by,
      ),
    );
  return (
    <Panel
      titulo="Plan por salir"
      reading={reading}
      again={again}
      junto={
        <label class="en-linea">
          <span>Día</span>
          <input
            type="date"
            value={dia}
            required
            onChange={({ currentTarget: { value } }) => {
              if (value === '') return;
              setOrder(undefined);
              elegirDia(value);
            }}
          />
        </label>
      }
    >
      {shown.length === 0 ? (
        <Vacio frase="Ese día no tiene paradas por salir." />
      ) : (
        <>
          <p class="nota-grafica tenue">
            {plural(shown.length, 'parada', 'paradas')} · {kilograms(plan?.carga.pesoKg ?? 0)}
          </p>
          <ol class="plan">
            {shown.map((parada, index) => {
              const orden = ordenes.rows.value.get(parada.ordenId);
              const name = orderName(orden ?? parada);
              return (
                <li key={parada.ordenId}>
                  <span class="numero-de-parada">{index + 1}</span>
                  <span>
                    <a class="fuerte" href={at(`/torre/ordenes/${parada.ordenId}`)}>
                      {orden?.destino.direccion ?? name}
                    </a>
                    <span class="tenue">
                      {isCurrent ? name : `${name} · ${time(parada.eta)}`}
                      {parada.fija && ' · fija'}
                    </span>
                  </span>
                  {mayChange && (
                    <span class="plan-mano">
                      <Flecha name={name} says="Subir" off={index === 0} act={() => move(index, -1)} />
                      <Flecha name={name} says="Bajar" off={index === shown.length - 1} act={() => move(index, 1)} />
                      <button
                        type="button"
                        class="secundario"
                        aria-label={`${parada.fija ? 'Soltar' : 'Fijar'} ${name}`}
                        onClick={() => setOpen({ which: parada.fija ? 'soltar' : 'fijar', ...parada })}
                      >
                        {parada.fija ? 'Soltar' : 'Fijar'}
                      </button>
                      <button
                        type="button"
                        class="secundario"
                        aria-label={`Sacar ${name}`}
                        onClick={() => setOpen({ which: 'liberar', ...parada })}
                      >
                        Sacar
                      </button>
                    </span>
                  )}
                </li>
              );
            })}
          </ol>
          {isCurrent && (
            <div class="acciones acciones-panel">
              <button type="button" onClick={() => setOpen({ which: 'reordenar', ordenes: order })}>
                Guardar este orden
              </button>
              <button type="button" class="secundario" onClick={() => setOrder(undefined)}>
                Dejarlo como estaba
              </button>
            </div>
          )}
        </>
      )}
      {open && (
        <AccionPlan {...open} path={own} cerrar={() => setOpen(undefined)} alHacer={() => setOrder(undefined)} />
      )}
    </Panel>
  );
}

function Flecha({ name, says, off, act }: { name: string; says: 'Subir' | 'Bajar'; off: boolean; act: () => void }) {
  return (
    <button type="button" class="discreto" aria-label={`${says} ${name}`} disabled={off} onClick={act}>
      <Icono nombre={says === 'Subir' ? 'sube' : 'baja'} />
    </button>
  );
}
