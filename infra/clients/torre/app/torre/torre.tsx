import { Route, Router } from 'preact-iso/router';
import { Busqueda } from '../marco/Busqueda.tsx';
import { ConSesion } from '../marco/ConSesion.tsx';
import { type Destino, Marco } from '../marco/Marco.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { Ajustes } from './Ajustes.tsx';
import { Avisos } from './Avisos.tsx';
import { Causas } from './Causas.tsx';
import { Cifras } from './Cifras.tsx';
import { Flota } from './Flota.tsx';
import { straightTo } from './filtro.ts';
import { Inventario } from './Inventario.tsx';
import { NuevaOrden } from './NuevaOrden.tsx';
import { Orden } from './Orden.tsx';
import { Ordenes } from './Ordenes.tsx';
import { Rutas } from './Rutas.tsx';
import { Sistema } from './Sistema.tsx';
import { VehiculoPagina } from './VehiculoPagina.tsx';
import { Vista } from './Vista.tsx';

const DESTINOS: readonly Destino[] = [
  { path: '/torre', titulo: 'Torre', tecla: 't' },
  { path: '/torre/ordenes', titulo: 'Órdenes', tecla: 'o' },
  { path: '/torre/flota', titulo: 'Flota', tecla: 'f' },
  { path: '/torre/inventario', titulo: 'Inventario', tecla: 'i' },
  { path: '/torre/cifras', titulo: 'Cifras', tecla: 'c' },
  { path: '/torre/sistema', titulo: 'Sistema', tecla: 's' },
  { path: '/torre/avisos', titulo: 'Avisos', tecla: 'a' },
];

/** The pages of whoever runs the company. */
export function Pagina() {
  return (
    <ConSesion>
      <Marco
        destinos={DESTINOS}
        busqueda={
          <Busqueda
            pista="Orden, cliente, teléfono o placa"
            destino={(text) => straightTo(text) ?? `/torre/ordenes?q=${encodeURIComponent(text)}`}
          />
        }
      >
        <Router>
          <Route path="/" component={Vista} />
          <Route path="/ordenes" component={Ordenes} />
          <Route path="/ordenes/nueva" component={NuevaOrden} />
          <Route path="/ordenes/:ordenId" component={Orden} />
          <Route path="/ordenes/:ordenId/causas" component={Causas} />
          <Route path="/flota" component={Flota} />
          <Route path="/flota/:placa" component={VehiculoPagina} />
          <Route path="/rutas/:bodegaId" component={Rutas} />
          <Route path="/inventario" component={Inventario} />
          <Route path="/cifras" component={Cifras} />
          <Route path="/sistema" component={Sistema} />
          <Route path="/avisos" component={Avisos} />
          <Route path="/ajustes" component={Ajustes} />
          <Route default component={NoEsta} />
        </Router>
      </Marco>
    </ConSesion>
  );
}

function NoEsta() {
  return (
    <main class="hoja">
      <Vacio frase="Esta página no existe." />
    </main>
  );
}
