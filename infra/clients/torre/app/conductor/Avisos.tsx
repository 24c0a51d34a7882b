import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { behind } from '../core/clock.ts';
import { at, told } from '../core/config.ts';
import { duration } from '../core/format.ts';
import { caller } from '../core/session.ts';
import { lleno, porEnviar, red } from './estado.ts';
import { acciones } from './palabras.ts';
import { entrar } from './sesion.ts';
import { ubicacion } from './ubicacion.ts';

/** A clock may be a little off without harm. */
const DESFASE_MIN = 2;

/** What the driver should know of the telephone: no session, no network, a wrong clock, no position. */
export function Avisos() {
  const esperan = porEnviar.value.length;
  const minutos = Math.abs(Math.round(behind.value / 60_000));
  const fuera = caller.value === undefined;
  const sinSesion = red.value === 'sinSesion';
  // Nobody is taken away from what is being written down.
  const escribe = useLocation().query.hacer !== undefined;
  useEffect(() => {
    if (fuera && sinSesion && !escribe) void entrar();
  }, [fuera, sinSesion, escribe]);
  return (
    <>
      {sinSesion && (
        <p class="franja es-sesion">
          <span>
            {esperan > 0
              ? `Entre de nuevo para enviar ${acciones(esperan)}.`
              : `${fuera ? 'Entre de nuevo para seguir al día.' : 'Su sesión venció.'} No se perdió nada.`}
          </span>
          {told.emisor ? (
            <button type="button" onClick={() => void entrar()}>
              Entrar
            </button>
          ) : (
            <a class="boton" href={at('/entrar')}>
              Entrar
            </a>
          )}
        </p>
      )}
      {red.value === 'sinSenal' && <p class="franja">Sin señal. Siga: todo queda guardado en el teléfono.</p>}
      {lleno.value && (
        <p class="franja es-mal">El teléfono no tiene espacio. Libere algo, por ejemplo borrando fotos.</p>
      )}
      {minutos >= DESFASE_MIN && (
        <p class="franja">La hora del teléfono difiere en {duration(minutos)}; se usa la del servidor.</p>
      )}
      {ubicacion.value === 'negada' && (
        <p class="franja">El teléfono no da su ubicación: la central y el cliente no verán por dónde va.</p>
      )}
    </>
  );
}
