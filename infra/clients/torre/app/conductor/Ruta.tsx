import { at } from '../core/config.ts';
import { day, kilograms, number, orderName, time } from '../core/format.ts';
import { Entero } from '../piezas/Entero.tsx';
import { Intento } from '../piezas/Estado.tsx';
import type { NombreDeIcono } from '../piezas/Icono.tsx';
import { Icono } from '../piezas/Icono.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import type { Fin, Vuelta } from './dia.ts';
import { dia, nombreDe } from './estado.ts';
import { FINES } from './palabras.ts';
import type { Parada } from './tipos.ts';

const ICONOS: Readonly<Record<Fin, readonly [NombreDeIcono, string]>> = {
  entregada: ['entregada', 'acento'],
  parcial: ['entregadaParcial', 'acento'],
  fallida: ['entregaFallida', 'mal'],
  devuelta: ['cancelada', 'vuelve'],
  cerrada: ['lista', 'tenue'],
};

/** `/conductor/ruta`: all stops of the route, those to come and those that are closed. */
export function Ruta() {
  const { abiertas = [], cerradas = [], fase, averiado } = dia.value ?? {};
  return (
    <main class="hoja">
      <h1>Ruta</h1>
      <section aria-label="Por hacer">
        <h2>Por hacer ({abiertas.length})</h2>
        {abiertas.length === 0 ? <Vacio frase="No faltan paradas." /> : <Lista paradas={abiertas} />}
      </section>
      {cerradas.length > 0 && (
        <section aria-label="Cerradas">
          <h2>Cerradas ({cerradas.length})</h2>
          <ol class="paradas">
            {cerradas.map(({ parada, fin, enviada }) => {
              const [icono, tono] = ICONOS[fin];
              return (
                <li key={parada.ordenId}>
                  <a href={at(`/conductor/${parada.ordenId}`)}>
                    <Icono nombre={icono} clase={`tono-${tono}`} />
                    <span>
                      <b>
                        <Entero texto={parada.direccion ?? 'Dirección borrada'} />
                      </b>
                      <span class="tenue">
                        {FINES[fin]}
                        {!enviada && ', por enviar'}
                      </span>
                    </span>
                  </a>
                </li>
              );
            })}
          </ol>
        </section>
      )}
      <div class="abajo">
        <a class="boton" href={at('/conductor')}>
          Ir a lo siguiente
        </a>
        {fase === 'enRuta' && !averiado && (
          <a class="boton secundario" href={at('/conductor/averia')}>
            Reportar avería
          </a>
        )}
        {fase === 'enRuta' && (
          <a class="boton secundario" href={at('/conductor/terminar')}>
            Finalizar ruta
          </a>
        )}
      </div>
    </main>
  );
}

/** What comes back. */
export function Vueltas({ vueltas }: { vueltas: readonly Vuelta[] }) {
  return (
    <ul class="paradas">
      {vueltas.map(({ ordenId, direccion, lineas = [], saleEl }) => (
        <li key={ordenId}>
          <div>
            <span>
              <b>
                <Entero
                  texto={
                    direccion === undefined ? `Orden ${orderName({ ordenId })}` : (direccion ?? 'Dirección borrada')
                  }
                />
              </b>
              <span class="tenue">
                {[
                  ...lineas.map(({ sku, cantidad }) => `${number(cantidad)} × ${nombreDe(sku)}`),
                  ...(saleEl === undefined ? [] : [`sale otra vez el ${day(`${saleEl}T12:00:00-05:00`)}`]),
                ].join(' · ')}
              </span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Stops that are still to be made, numbered in their order. */
export function Lista({ paradas }: { paradas: readonly Parada[] }) {
  return (
    <ol class="paradas">
      {paradas.map((parada, n) => (
        <li key={parada.ordenId}>
          <a href={at(`/conductor/${parada.ordenId}`)}>
            <span class="orden">{n + 1}</span>
            <Renglon parada={parada} />
          </a>
        </li>
      ))}
    </ol>
  );
}

function Renglon({ parada: { direccion, destinatario, eta, pesoKg, intento } }: { parada: Parada }) {
  return (
    <span>
      <b>
        <Entero texto={direccion ?? 'Dirección borrada'} />
      </b>
      <span class="tenue">
        {[eta && time(eta), destinatario.nombre, kilograms(pesoKg)].filter(Boolean).join(' · ')}{' '}
        <Intento numero={intento} />
      </span>
    </span>
  );
}
