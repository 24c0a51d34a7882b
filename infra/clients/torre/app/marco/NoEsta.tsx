import { at } from '../core/config.ts';
import { Vacio } from '../piezas/Vacio.tsx';

/** What stands where there is no page. */
export function NoEsta() {
  return (
    <main class="hoja">
      <h1>Esta página no existe</h1>
      <Vacio frase="Puede que la dirección esté incompleta." accion={<a href={at('/')}>Ir al inicio</a>} />
    </main>
  );
}
