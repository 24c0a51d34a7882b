import { useState } from 'preact/hooks';
import { at } from '../core/config.ts';
import { caller } from '../core/session.ts';
import { Dialogo } from '../piezas/Dialogo.tsx';
import { Icono } from '../piezas/Icono.tsx';
import { cuenta } from './cola.ts';
import { dia, porEnviar, red, ultimo } from './estado.ts';
import { acciones } from './palabras.ts';
import { salir } from './sesion.ts';

/** Over all pages of a driver: the plate, what waits to be sent, and the way out. */
export function Cabeza() {
  const [sale, setSale] = useState(false);
  const esperan = porEnviar.value.length;
  return (
    <header class="marco cabeza">
      <a class="marca" href={at('/conductor')}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M2 27 13 7l5 9 3-5 9 16z" />
        </svg>
        <span>{dia.value?.placa ?? 'Alpes'}</span>
      </a>
      <Envio />
      <details class="quien">
        <summary>
          <Icono nombre="persona" dice="Cuenta" />
        </summary>
        <div class="quien-menu">
          <p class="tenue">{caller.value?.name ?? ultimo.value?.hoy.nombre ?? 'Sin sesión'}</p>
          <a href={at('/conductor/ruta')}>Ruta</a>
          <a href={at('/conductor/enviar')}>Por enviar</a>
          {dia.value?.fase === 'enRuta' && !dia.value.averiado && <a href={at('/conductor/averia')}>Reportar avería</a>}
          <button type="button" class="discreto" onClick={() => (esperan > 0 ? setSale(true) : void salir())}>
            Salir
          </button>
        </div>
      </details>
      {sale && (
        <Dialogo titulo="Hay algo sin enviar" cerrar={() => setSale(false)}>
          <p>
            {acciones(esperan)} todavía no {esperan === 1 ? 'ha' : 'han'} llegado a la central. Si sale ahora, se{' '}
            {esperan === 1 ? 'borra' : 'borran'} de este teléfono con la ruta y las fotos.
          </p>
          <div class="botones">
            <button type="button" class="secundario peligroso" onClick={() => void salir()}>
              Borrar y salir
            </button>
            <button type="button" onClick={() => setSale(false)}>
              Seguir aquí
            </button>
          </div>
        </Dialogo>
      )}
    </header>
  );
}

/** How far the server is behind what was done. */
function Envio() {
  const { porRevisar, porEnviar: esperan } = cuenta(porEnviar.value);
  const enviar = esperan > 0 ? [`${esperan} por enviar`] : [];
  const [clase, texto] =
    porRevisar > 0
      ? ['es-mal', [`${porRevisar} por revisar`, ...enviar].join(', ')]
      : esperan > 0
        ? ['es-reconectando', enviar]
        : red.value === 'bien'
          ? ['es-vivo', 'Todo enviado']
          : ['es-reconectando', red.value === 'sinSenal' ? 'Sin señal' : 'Sin sesión'];
  return (
    <a class={`conexion ${clase}`} href={at('/conductor/enviar')}>
      <span class="luz" aria-hidden="true" />
      {texto}
    </a>
  );
}
