import { useState } from 'preact/hooks';
import { at } from '../core/config.ts';
import { moment, thisDay } from '../core/format.ts';
import { may } from '../core/session.ts';
import { VEHICLE_STATES } from '../core/states.ts';
import { Accion } from '../piezas/Accion.tsx';
import { Aviso } from '../piezas/Aviso.tsx';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Marca } from '../piezas/Estado.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { ConductorDeHoy } from './ConductorDeHoy.tsx';
import { useTablero } from './datos.ts';
import { FichaVehiculo } from './FichaVehiculo.tsx';
import { actionsOf, type DeVehiculo, transbordables } from './flota.ts';
import { PlanDelDia } from './PlanDelDia.tsx';
import { Transbordo } from './Transbordo.tsx';
import type { Vehiculo } from './tipos.ts';

/** What the buttons say; of a vehicle on the road some say something else. */
const SAYS: Readonly<Record<DeVehiculo, readonly [string, string?]>> = {
  iniciar: ['Iniciar ruta'],
  finalizar: ['Finalizar ruta'],
  transbordar: ['Transbordar'],
  taller: ['Llevar a mantenimiento', 'Se averió'],
  sano: ['Volvió de mantenimiento', 'Ya funciona: sigue su ruta'],
};

/** `/torre/flota/:placa`: one vehicle, its day, and what can be done with it. */
export function VehiculoPagina({ placa }: { readonly placa: string }) {
  const [chosen, setDia] = useState<string | undefined>(undefined);
  const dia = chosen ?? thisDay.value;
  const tablero = useTablero(dia);
  const [open, setOpen] = useState<DeVehiculo | undefined>(undefined);
  const vehiculo = tablero.flota.rows.value.get(placa);
  const { state, error, readAt } = tablero.flota.reading.value;
  if (!vehiculo) {
    return (
      <main class="hoja">
        <h1>{placa}</h1>
        {readAt !== undefined ? (
          <Vacio frase={`No hay un vehículo ${placa}.`} accion={<a href={at('/torre/flota')}>Ver la flota</a>} />
        ) : state === 'error' ? (
          <Aviso error={error} reintentar={tablero.flota.again} />
        ) : (
          <Esqueleto lineas={20} />
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
        {may('torre:leer') && (
          <a class="boton secundario" href={at(`/torre?vehiculo=${placa}`)}>
            Ver en el mapa
          </a>
        )}
      </div>
      {may('vehiculos:escribir') && (
        <div class="acciones">
          {actionsOf(vehiculo, {
            paradas: tablero.routes.value.get(placa)?.stops.length ?? 0,
            transbordables: transbordables(tablero.ordenes.rows.value.values(), placa).length,
          }).map((which, index) => (
            <button key={which} type="button" class={index === 0 ? '' : 'secundario'} onClick={() => setOpen(which)}>
              {(vehiculo.ruta && SAYS[which][1]) ?? SAYS[which][0]}
            </button>
          ))}
        </div>
      )}
      <ConductorDeHoy vehiculo={vehiculo} />
      {vehiculo.falla && (
        <p class="nota-accion">
          {vehiculo.estado === 'averiado' ? 'Averiado' : 'En mantenimiento'} desde {moment(vehiculo.falla.desde)}:{' '}
          {[vehiculo.falla.motivo, vehiculo.falla.lugar].filter(Boolean).join(' · ')}
        </p>
      )}
      <section class="panel" aria-label={`Día de ${placa}`} aria-busy={!isRead}>
        {isRead ? <FichaVehiculo tablero={tablero} plate={placa} sola /> : <Esqueleto lineas={20} />}
      </section>
      {isRead && <PlanDelDia key={placa} tablero={tablero} placa={placa} dia={dia} elegirDia={setDia} />}
      {open !== undefined && <Abierta which={open} vehiculo={vehiculo} cerrar={() => setOpen(undefined)} />}
    </main>
  );
}

function Abierta({ which, vehiculo, cerrar }: { which: DeVehiculo; vehiculo: Vehiculo; cerrar: () => void }) {
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
          titulo={vehiculo.ruta ? 'Ya funciona' : 'Volvió de mantenimiento'}
          consecuencia={
            vehiculo.ruta
              ? 'El vehículo sigue con su ruta y con las paradas que le faltan.'
              : 'El vehículo vuelve a recibir paradas.'
          }
          path={`${own}/mantenimiento/fin`}
          cuerpo={() => ({})}
          hacer="Confirmar"
          hecho={vehiculo.ruta ? 'El vehículo sigue su ruta' : 'Vehículo disponible'}
        />
      );
    case 'taller':
      return (
        <Accion
          {...shared}
          titulo={vehiculo.ruta ? 'Se averió' : 'Mantenimiento'}
          consecuencia={
            vehiculo.ruta
              ? 'Su ruta queda abierta y la mercancía sigue a bordo. Después puede transbordarla a otro vehículo, finalizar la ruta si vuelve a la bodega, o seguir cuando funcione.'
              : 'No recibe paradas hasta que vuelva; las que tenía se planean en otros vehículos.'
          }
          path={`${own}/mantenimiento`}
          cuerpo={faultOf}
          hacer="Confirmar"
          hecho={vehiculo.ruta ? 'Avería anotada' : 'Vehículo en mantenimiento'}
          peligro
        >
          <div class="campo">
            <label for="motivo">Motivo</label>
            <input id="motivo" name="motivo" required maxLength={200} autocomplete="off" />
          </div>
          {vehiculo.ruta && (
            <div class="campo">
              <label for="lugar">Dónde está</label>
              <input id="lugar" name="lugar" maxLength={200} autocomplete="off" />
            </div>
          )}
        </Accion>
      );
  }
}

function faultOf(form: FormData): object {
  const lugar = String(form.get('lugar') ?? '').trim();
  return { motivo: String(form.get('motivo')), ...(lugar !== '' && { lugar }) };
}
