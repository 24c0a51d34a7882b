import { Route, Router } from 'preact-iso/router';
import { caller } from '../core/session.ts';
import { ConSesion } from '../marco/ConSesion.tsx';
import { type Destino, Marco } from '../marco/Marco.tsx';
import { NoEsta } from '../marco/NoEsta.tsx';
import { SinPermiso } from '../marco/SinPermiso.tsx';
import { NuevaOrden } from '../torre/NuevaOrden.tsx';
import { AvisosCliente } from './AvisosCliente.tsx';
import { MiOrden } from './MiOrden.tsx';
import { MisOrdenes } from './MisOrdenes.tsx';

const DESTINOS: readonly Destino[] = [
  { path: '/cliente', titulo: 'Mis órdenes', tecla: 'o', permiso: 'ordenes:leer' },
  { path: '/cliente/avisos', titulo: 'Avisos', tecla: 'a', permiso: 'notificaciones:leer' },
];

/** `/cliente`: the pages of who has orders brought. */
export function Pagina() {
  return (
    <ConSesion>
      <Paginas />
    </ConSesion>
  );
}

function Paginas() {
  const clienteId = caller.value?.clienteId;
  if (clienteId === undefined) return <SinPermiso que="ver las órdenes como cliente" />;
  return (
    <Marco destinos={DESTINOS}>
      <Router>
        <Route path="/" component={MisOrdenes} clienteId={clienteId} />
        <Route path="/nueva" component={NuevaOrden} clienteId={clienteId} />
        <Route path="/avisos" component={AvisosCliente} clienteId={clienteId} />
        <Route path="/:ordenId" component={MiOrden} />
        <Route default component={NoEsta} />
      </Router>
    </Marco>
  );
}
