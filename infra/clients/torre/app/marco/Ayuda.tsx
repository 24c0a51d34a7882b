import { signal } from '@preact/signals';
import { knownKeys } from '../core/keys.ts';
import { Dialogo } from '../piezas/Dialogo.tsx';

/** Whether the help is open. */
export const ayudaAbierta = signal(false);

/** The keys that work on this page. */
export function Ayuda() {
  if (!ayudaAbierta.value) return null;
  const shown = [...new Map(knownKeys().map((key) => [key.keys, key])).values()];
  return (
    <Dialogo
      titulo="Teclas"
      cerrar={() => {
        ayudaAbierta.value = false;
      }}
    >
      <dl class="teclas">
        {shown.map(({ keys, says }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <p class="tenue">Las teclas de una letra se apagan en Ajustes.</p>
    </Dialogo>
  );
}
