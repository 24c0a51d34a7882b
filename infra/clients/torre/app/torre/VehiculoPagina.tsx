import { useState } from 'preact/hooks';
import { at } from '../core/config.ts';
import { may } from '../core/session.ts';
import { VEHICLE_STATES } from '../core/states.ts';
import { Accion } from '../piezas/Accion.tsx';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Marca } from '../piezas/Estado.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { useTablero } from './datos.ts';
import { FichaVehiculo } from './FichaVehiculo.tsx';
import { PlanDelDia } from './PlanDelDia.tsx';
import { Transbordo } from './Transbordo.tsx';
import type { Vehiculo } from './tipos.ts';

type Which = 'transbordar' | 'iniciar' | 'finalizar' | 'taller' | 'sano';

/** `/torre/flota/:placa`: one vehicle, its day, and what can be done with it. */
export function VehiculoPagina({ placa }: { readonly placa: string }) {
  const tablero = useTablero();
  const [open, setOpen] = useState<Which | undefined>(undefined);
  const vehiculo = tablero.flota.rows.value.get(placa);
  if (!vehiculo) {
    return (
      <main class="hoja">
        <h1>{placa}</h1>
        {tablero.flota.reading.value.readAt !== undefined && (
          <Vacio frase={`No hay un vehículo ${placa}.`} accion={<a href={at('/torre/flota')}>Ver la flota</a>} />
        )}
      </main>
    );
  }
  const look = VEHICLE_STATES[vehiculo.estado];
  // What stands below its stops does not jump when these come.
  const isRead = tablero.ordenes.reading.value.readAt !== undefined;
  return (
    <main class="hoja estrecha">
      <div class="hoja-cabeza">
        <h1>{placa}</h1>
        {look && <Marca look={look} />}
        <a class="boton secundario" href={at(`/torre/rutas/${vehiculo.bodegaId}`)}>
          Rutas de su bodega
        </a>
        <a class="boton secundario" href={at(`/torre?vehiculo=${placa}`)}>
          Ver en el mapa
        </a>
      </div>
      {may('vehiculos:escribir') && (
        <div class="acciones">
          {actionsOf(vehiculo).map(([which, says], index) => (
            <button key={which} type="button" class={index === 0 ? '' : 'secundario'} onClick={() => setOpen(which)}>
              {says}
            </button>
          ))}
        </div>
      )}
      <section class="panel" aria-label={`Día de ${placa}`} aria-busy={!isRead}>
        {isRead ? <FichaVehiculo tablero={tablero} plate={placa} sola /> : <Esqueleto lineas={20} />}
      </section>
      {isRead && <PlanDelDia key={placa} placa={placa} />}
      {open !== undefined && <Abierta which={open} vehiculo={vehiculo} cerrar={() => setOpen(undefined)} />}
    </main>
  );
}

function actionsOf({ estado }: Vehiculo): readonly (readonly [Which, string])[] {
  switch (estado) {
    case 'disponible':
      return [
        ['iniciar', 'Iniciar ruta'],
        ['taller', 'Llevar a mantenimiento'],
      ];
    case 'enRuta':
      return [
        ['finalizar', 'Finalizar ruta'],
        ['transbordar', 'Transbordar'],
        ['taller', 'Se averió'],
      ];
    case 'mantenimiento':
    case 'averiado':
      return [['sano', 'Volvió de mantenimiento']];
    case 'retirado':
      return [];
  }
}

function Abierta({ which, vehiculo, cerrar }: { which: Which; vehiculo: Vehiculo; cerrar: () => void }) {
  const own = `/vehiculos/${vehiculo.vehiculoId}`;
  const shared = { cerrar };
  switch (which) {
    case 'transbordar':
      return <Transbordo vehiculo={vehiculo} cerrar={cerrar} />;
    case 'iniciar':
      return (
        <Accion
          {...shared}
          titulo="Iniciar ruta"
          consecuencia="El vehículo sale con las paradas que tiene planeadas para hoy."
          path={`${own}/rutas`}
          cuerpo={() => ({})}
          hacer="Iniciar ruta"
          hecho="Ruta iniciada"
        />
      );
    case 'finalizar':
      return (
        <Accion
          {...shared}
          titulo="Finalizar ruta"
          consecuencia="El vehículo queda en la bodega; lo que no entregó vuelve con él."
          path={`${own}/rutas/finalizacion`}
          cuerpo={() => ({})}
          hacer="Finalizar ruta"
          hecho="Ruta finalizada"
        />
      );
    case 'sano':
      return (
        <Accion
          {...shared}
          titulo="Volvió de mantenimiento"
          consecuencia="El vehículo vuelve a recibir paradas."
          path={`${own}/mantenimiento/fin`}
          cuerpo={() => ({})}
          hacer="Confirmar"
          hecho="Vehículo disponible"
        />
      );
    case 'taller':
      return (
        <Accion
          {...shared}
          titulo="Mantenimiento"
          consecuencia="No recibe paradas hasta que vuelva; las que tenía se planean en otros vehículos."
          path={`${own}/mantenimiento`}
          cuerpo={(form) => ({ motivo: String(form.get('motivo')) })}
          hacer="Confirmar"
          hecho="Vehículo en mantenimiento"
          peligro
        >
          <div class="campo">
            <label for="motivo">Motivo</label>
            <input id="motivo" name="motivo" required maxLength={200} autocomplete="off" />
          </div>
        </Accion>
      );
  }
}
