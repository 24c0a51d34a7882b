import { Route, Router, useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { caller, may } from '../core/session.ts';
import { Busqueda } from '../marco/Busqueda.tsx';
import { ConSesion } from '../marco/ConSesion.tsx';
import { type Destino, Marco } from '../marco/Marco.tsx';
import { NoEsta } from '../marco/NoEsta.tsx';
import { SinPermiso } from '../marco/SinPermiso.tsx';
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
import { Recepcion } from './Recepcion.tsx';
import { Rutas } from './Rutas.tsx';
import { Sistema } from './Sistema.tsx';
import { VehiculoPagina } from './VehiculoPagina.tsx';
import { Vista } from './Vista.tsx';

const DESTINOS: readonly Destino[] = [
  { path: '/torre', titulo: 'Torre', tecla: 't', permiso: 'torre:leer' },
  { path: '/torre/ordenes', titulo: 'Órdenes', tecla: 'o', permiso: 'ordenes:leer' },
  { path: '/torre/flota', titulo: 'Flota', tecla: 'f', permiso: 'vehiculos:leer' },
  { path: '/torre/inventario', titulo: 'Inventario', tecla: 'i', permiso: 'bodegas:leer' },
  { path: '/torre/recepcion', titulo: 'Recepción', tecla: 'r', permiso: 'bodegas:leer' },
  { path: '/torre/cifras', titulo: 'Cifras', tecla: 'c', permiso: 'analitica:leer' },
  { path: '/torre/sistema', titulo: 'Sistema', tecla: 's', permiso: 'sistema:leer' },
  { path: '/torre/avisos', titulo: 'Avisos', tecla: 'a', permiso: 'notificaciones:leer' },
];

/** The pages of whoever runs the company. */
export function Pagina() {
  return (
    <ConSesion>
      <Paginas />
    </ConSesion>
  );
}

function Paginas() {
  const { path } = useLocation();
  const { clienteId, conductorId } = caller.value ?? {};
  if (clienteId !== undefined || conductorId !== undefined) return <SinPermiso que="ver la torre" />;
  // The first one stands for itself only: all others lie under it.
  const [first, ...others] = DESTINOS;
  const here = others.find((one) => path.startsWith(at(one.path))) ?? (path === at('/torre') ? first : undefined);
  return (
    <Marco
      destinos={DESTINOS}
      busqueda={
        may('ordenes:leer') && (
          <Busqueda
            pista="Orden, cliente, teléfono o placa"
            destino={(text) => straightTo(text, may('torre:leer')) ?? `/torre/ordenes?q=${encodeURIComponent(text)}`}
          />
        )
      }
    >
      {here && !may(here.permiso) ? (
        <SinPermiso que="ver esta página" />
      ) : (
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
          <Route path="/recepcion" component={Recepcion} />
          <Route path="/cifras" component={Cifras} />
          <Route path="/sistema" component={Sistema} />
          <Route path="/avisos" component={Avisos} />
          <Route path="/ajustes" component={Ajustes} />
          <Route default component={NoEsta} />
        </Router>
      )}
    </Marco>
  );
}
