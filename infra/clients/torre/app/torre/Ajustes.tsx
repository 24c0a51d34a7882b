import { told } from '../core/config.ts';
import { may } from '../core/session.ts';
import { choose, type Settings, settings } from '../core/settings.ts';
import { AjustesCliente } from './AjustesCliente.tsx';

const THEMES: readonly (readonly [Settings['theme'], string])[] = [
  ['sistema', 'Como el equipo'],
  ['claro', 'Claro'],
  ['oscuro', 'Oscuro'],
];

/** `/torre/ajustes`: how this device shows the pages, and what a customer is told. */
export function Ajustes() {
  const { theme, keys, digest, streets } = settings.value;
  return (
    <main class="hoja estrecha">
      <h1>Ajustes</h1>
      <h2 class="titulo-parte">Este equipo</h2>
      <section class="panel ajustes" aria-label="Ajustes de este equipo">
        <fieldset class="opciones">
          <legend>Colores</legend>
          {THEMES.map(([value, says]) => (
            <label key={value} class="opcion">
              <input type="radio" name="tema" checked={theme === value} onChange={() => choose({ theme: value })} />
              {says}
            </label>
          ))}
        </fieldset>
        <fieldset class="opciones">
          <legend>Teclado y lectores de pantalla</legend>
          <label class="opcion">
            <input type="checkbox" checked={keys} onChange={() => choose({ keys: !keys })} />
            <span>
              Teclas de una letra (<kbd>?</kbd> muestra cuáles)
            </span>
          </label>
          <label class="opcion">
            <input type="checkbox" checked={digest} onChange={() => choose({ digest: !digest })} />
            Decir lo que pasa, en resumen, cada medio minuto
          </label>
        </fieldset>
        {told.teselas && (
          <fieldset class="opciones">
            <legend>Mapa</legend>
            <label class="opcion">
              <input type="checkbox" checked={streets} onChange={() => choose({ streets: !streets })} />
              Mostrar calles
            </label>
          </fieldset>
        )}
      </section>
      {may('notificaciones:leer') && <AjustesCliente />}
    </main>
  );
}
