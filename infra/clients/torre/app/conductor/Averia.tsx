import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { Boton } from './Boton.tsx';
import { dia, hacer } from './estado.ts';
import { NoSeGuardo } from './NoSeGuardo.tsx';
import { queHacerVarado } from './palabras.ts';

/** `/conductor/averia`: the vehicle does not go on, and why. */
export function Averia() {
  const { route } = useLocation();
  const [falta, setFalta] = useState(false);
  const [estado, setEstado] = useState<'listo' | 'ocupado' | 'sinEspacio'>('listo');
  const { placa, fase, averiado } = dia.value ?? {};
  if (fase !== 'enRuta') return <SinRuta />;
  if (averiado) return <Varado />;
  const informar = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const [motivo, lugar] = ['motivo', 'lugar'].map((name) => String(form.get(name) ?? '').trim());
    if (!motivo) return setFalta(true);
    setEstado('ocupado');
    try {
      await hacer({ tipo: 'averia', cuerpo: { motivo, ...(lugar && { lugar }) } });
      route(at('/conductor'), true);
    } catch {
      setEstado('sinEspacio');
    }
  };
  return (
    <main class="hoja parada">
      <p class="tenue">{placa}</p>
      <h1>El vehículo se varó</h1>
      <form class="pasos" onSubmit={informar} noValidate>
        <div class="campo">
          <label for="motivo">Qué le pasó</label>
          <textarea
            id="motivo"
            name="motivo"
            rows={2}
            maxLength={200}
            aria-invalid={falta}
            aria-describedby="falta-motivo"
            onInput={() => setFalta(false)}
          />
          <p id="falta-motivo" class="tono-mal falta" role="alert">
            {falta && 'Diga en palabras qué le pasó.'}
          </p>
        </div>
        <div class="campo">
          <label for="lugar">Dónde está (si sabe)</label>
          <input id="lugar" name="lugar" maxLength={200} placeholder="Calle 80 con carrera 30" />
        </div>
        {estado === 'sinEspacio' && <NoSeGuardo />}
        <p class="tenue">La ruta queda abierta y la mercancía sigue a bordo hasta que la central decida.</p>
        <div class="abajo">
          <button type="submit" class="grande" disabled={estado === 'ocupado'}>
            Reportar avería
          </button>
          <a class="boton secundario" href={at('/conductor')}>
            Volver
          </a>
        </div>
      </form>
    </main>
  );
}

/** A vehicle that stands in the street: what becomes of its goods, and that it goes again. */
export function Varado() {
  const { placa, abiertas = [] } = dia.value ?? {};
  return (
    <main class="hoja">
      <p class="tenue">{placa}</p>
      <h1>El vehículo está varado</h1>
      <p>La central ya lo sabe, o lo sabrá cuando haya señal. {dia.value && queHacerVarado(dia.value)}</p>
      {abiertas.length > 0 && (
        <p>
          Si puede entregar a pie una parada, ábrala en <a href={at('/conductor/ruta')}>la ruta</a>.
        </p>
      )}
      <div class="abajo">
        <Boton grande dice="Ya anda: seguir la ruta" hacer={() => hacer({ tipo: 'arreglo', cuerpo: {} })} />
        <a class="boton secundario" href={at('/conductor/terminar')}>
          Finalizar ruta
        </a>
      </div>
    </main>
  );
}

function SinRuta() {
  return (
    <main class="hoja">
      <h1>No hay una ruta iniciada</h1>
      <p>
        Lo que le pasa al vehículo en la bodega lo registra la central. <a href={at('/conductor')}>Ver el día de hoy</a>
      </p>
    </main>
  );
}
