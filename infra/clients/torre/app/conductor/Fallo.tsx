import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { Entero } from '../piezas/Entero.tsx';
import { hacer } from './estado.ts';
import { NoSeGuardo } from './NoSeGuardo.tsx';
import { MOTIVOS } from './palabras.ts';
import type { Parada } from './tipos.ts';

/** Why it could not be handed over. */
export function Fallo({ parada }: { parada: Parada }) {
  const { ordenId, intento, direccion } = parada;
  const { route } = useLocation();
  const [motivo, setMotivo] = useState('');
  const [falta, setFalta] = useState<'motivo' | 'detalle' | undefined>(undefined);
  const [estado, setEstado] = useState<'listo' | 'ocupado' | 'sinEspacio'>('listo');
  const informar = async (event: SubmitEvent) => {
    event.preventDefault();
    const detalle = String(new FormData(event.target as HTMLFormElement).get('detalle') ?? '').trim();
    if (!motivo) return setFalta('motivo');
    if (motivo === 'otro' && !detalle) return setFalta('detalle');
    setEstado('ocupado');
    try {
      await hacer({ tipo: 'fallo', ordenId, intento, cuerpo: { motivo, ...(detalle && { detalle }) } });
      route(at('/conductor'), true);
    } catch {
      setEstado('sinEspacio');
    }
  };
  return (
    <main class="hoja parada">
      <p class="tenue">{direccion && <Entero texto={direccion} />}</p>
      <h1>No se pudo</h1>
      <form class="pasos" onSubmit={informar} noValidate>
        <fieldset>
          <legend>Por qué</legend>
          {Object.entries(MOTIVOS).map(([valor, dice]) => (
            <label key={valor} class="opcion">
              <input
                type="radio"
                name="motivo"
                value={valor}
                checked={motivo === valor}
                onChange={() => {
                  setMotivo(valor);
                  setFalta(undefined);
                }}
              />
              {dice}
            </label>
          ))}
          <p class="tono-mal falta" role="alert">
            {falta === 'motivo' && 'Elija un motivo.'}
          </p>
        </fieldset>
        <fieldset>
          <legend>{motivo === 'otro' ? 'Qué pasó' : 'Algo más (si hace falta)'}</legend>
          <label for="detalle">En sus palabras; el cliente las lee</label>
          <textarea
            id="detalle"
            name="detalle"
            rows={3}
            maxLength={500}
            aria-invalid={falta === 'detalle'}
            aria-describedby="falta-detalle"
          />
          <p id="falta-detalle" class="tono-mal falta" role="alert">
            {falta === 'detalle' && 'Diga en palabras qué pasó.'}
          </p>
        </fieldset>
        {estado === 'sinEspacio' && <NoSeGuardo />}
        <p class="tenue">El paquete sigue en su vehículo.</p>
        <div class="abajo">
          <button type="submit" class="grande" disabled={estado === 'ocupado'}>
            Informar que no se pudo
          </button>
          <a class="boton secundario" href={at(`/conductor/${ordenId}`)}>
            Volver
          </a>
        </div>
      </form>
    </main>
  );
}
