import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { serverTime } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { Entero } from '../piezas/Entero.tsx';
import { Cantidades } from './Cantidades.tsx';
import { hacer } from './estado.ts';
import { NoSeGuardo } from './NoSeGuardo.tsx';
import { Prueba, type Tomada } from './Prueba.tsx';
import type { Linea, Parada } from './tipos.ts';

/** What is handed over, to whom, and the proof of it. */
export function Entregar({ parada }: { parada: Parada }) {
  const { ordenId, intento, direccion, destinatario, lineas } = parada;
  const { route } = useLocation();
  const [entregadas, setEntregadas] = useState<readonly Linea[]>(lineas);
  const [falta, setFalta] = useState('');
  const [estado, setEstado] = useState<'listo' | 'ocupado' | 'sinEspacio'>('listo');
  const prueba = useRef<Tomada>(undefined);
  const algo = entregadas.some(({ cantidad }) => cantidad > 0);
  const completa = entregadas.every(({ cantidad }, n) => cantidad === lineas[n]?.cantidad);
  const confirmar = async (event: SubmitEvent) => {
    event.preventDefault();
    const recibidoPor = String(new FormData(event.target as HTMLFormElement).get('recibidoPor') ?? '').trim();
    const foto = await prueba.current?.();
    const que = !recibidoPor ? 'quien' : foto ? '' : 'prueba';
    setFalta(que);
    if (que) return document.getElementById(que === 'quien' ? 'recibidoPor' : 'prueba')?.focus();
    setEstado('ocupado');
    try {
      const cuerpo = {
        recibidoPor,
        entregadaEn: new Date(serverTime()).toISOString(),
        ...(!completa && { lineas: entregadas.filter(({ cantidad }) => cantidad > 0) }),
      };
      await hacer({ tipo: 'entrega', ordenId, intento, cuerpo }, foto);
      route(at('/conductor'), true);
    } catch {
      setEstado('sinEspacio');
    }
  };
  return (
    <main class="hoja parada">
      <p class="tenue">{direccion && <Entero texto={direccion} />}</p>
      <h1>Entregar</h1>
      <form class="pasos" onSubmit={confirmar} noValidate>
        <Cantidades lineas={lineas} entregadas={entregadas} cambiar={setEntregadas} />
        <fieldset>
          <legend>Quién recibe</legend>
          <label for="recibidoPor">Nombre</label>
          <input
            id="recibidoPor"
            name="recibidoPor"
            autocomplete="off"
            autocapitalize="words"
            enterkeyhint="done"
            maxLength={120}
            placeholder={destinatario.nombre ?? ''}
            aria-invalid={falta === 'quien'}
            aria-describedby="falta-quien"
            onInput={() => setFalta('')}
          />
          <p id="falta-quien" class="tono-mal falta" role="alert">
            {falta === 'quien' && 'Escriba el nombre de quien recibe.'}
          </p>
        </fieldset>
        <Prueba tomar={prueba} alTomar={() => setFalta('')} />
        <p class="tono-mal falta" role="alert">
          {falta === 'prueba' && 'Pida la firma o tome una foto.'}
        </p>
        {estado === 'sinEspacio' && <NoSeGuardo />}
        <div class="abajo">
          <button type="submit" class="grande" disabled={!algo || estado === 'ocupado'}>
            Confirmar entrega
          </button>
          <a class="boton secundario" href={at(`/conductor/${ordenId}`)}>
            Volver
          </a>
        </div>
      </form>
    </main>
  );
}
