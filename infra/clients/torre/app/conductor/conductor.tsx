import { ConSesion } from '../marco/ConSesion.tsx';
import { Marco } from '../marco/Marco.tsx';

/** `/conductor`: the route of today, stop by stop. */
export function Pagina() {
  return (
    <ConSesion>
      <Marco destinos={[{ path: '/conductor', titulo: 'Hoy' }]}>
        <main class="hoja">
          <h1>Hoy</h1>
        </main>
      </Marco>
    </ConSesion>
  );
}
