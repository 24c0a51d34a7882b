import { useState } from 'preact/hooks';
import { at } from '../core/config.ts';
import { time } from '../core/format.ts';
import { ApiError, wordsOf } from '../core/problems.ts';
import { Entero } from '../piezas/Entero.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { type Accion, esDefinitiva } from './cola.ts';
import { descartar, mover, porEnviar, reintentar, ultimo } from './estado.ts';
import { explicacion, nombreDe } from './palabras.ts';

/** `/conductor/enviar`: what the server does not know yet, and what it did not take. */
export function Enviar() {
  return (
    <main class="hoja">
      <h1>Por enviar</h1>
      {porEnviar.value.length === 0 ? (
        <Vacio frase="La central ya sabe todo lo que hizo." />
      ) : (
        <>
          <p class="tenue">Está guardado en el teléfono y sale solo, en este orden, cuando hay red.</p>
          <ol class="cola">
            {porEnviar.value.map((accion) => (
              <Renglon key={accion.clave} accion={accion} />
            ))}
          </ol>
        </>
      )}
      <div class="abajo">
        {porEnviar.value.length > 0 && (
          <button type="button" class="secundario" onClick={() => void mover()}>
            Enviar ahora
          </button>
        )}
        <a class="boton" href={at('/conductor')}>
          Ir a lo siguiente
        </a>
      </div>
    </main>
  );
}

function Renglon({ accion }: { accion: Accion }) {
  const { clave, en, ordenId, rechazo, foto } = accion;
  const [seguro, setSeguro] = useState(false);
  const direccion = ultimo.value?.conocidas[ordenId ?? '']?.direccion ?? undefined;
  return (
    <li class="panel cuerpo">
      <p>
        <b>
          <Entero texto={nombreDe(accion, direccion)} />
        </b>
      </p>
      <p class="tenue">
        {time(en)}
        {foto && ', con su prueba'}
      </p>
      {rechazo && (
        <>
          <p class="tono-mal explicacion">{explicacion(accion)}</p>
          {esDefinitiva(accion) ? (
            <div class="botones">
              <button type="button" onClick={() => void descartar(clave)}>
                Entendido
              </button>
            </div>
          ) : (
            <div class="botones">
              <button
                type="button"
                class="secundario"
                onClick={() => (seguro ? void descartar(clave) : setSeguro(true))}
              >
                {seguro ? 'Sí, quitarla' : 'Entendido, quitar'}
              </button>
              {!wordsOf(new ApiError(rechazo)).final && (
                <button type="button" onClick={() => void reintentar(clave)}>
                  Reintentar
                </button>
              )}
            </div>
          )}
        </>
      )}
    </li>
  );
}
