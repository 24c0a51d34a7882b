import type { JSX } from 'preact';
import lazy, { ErrorBoundary } from 'preact-iso/lazy';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { at, loadStyles, root } from './core/config.ts';
import { NoEsta } from './marco/NoEsta.tsx';

/** A role's pages, loaded when the first of them is shown, with its styles. */
function role(name: string, load: () => Promise<{ Pagina: () => JSX.Element }>) {
  return lazy(async () => {
    const [{ Pagina }] = await Promise.all([load(), loadStyles(name)]);
    return Pagina;
  });
}

const Torre = role('torre', () => import('./torre/torre.tsx'));
const Conductor = role('conductor', () => import('./conductor/conductor.tsx'));
const Cliente = role('cliente', () => import('./cliente/cliente.tsx'));
const Seguimiento = role('seguimiento', () => import('./seguimiento/seguimiento.tsx'));
const Entrada = role('entrada', () => import('./entrada/entrada.tsx'));
const Docs = role('docs', () => import('./docs/docs.tsx'));

/** All pages, by the first part of their path. Each role loads its own. */
export function Paginas() {
  return (
    <LocationProvider scope={new RegExp(`^${root}/(torre|conductor|cliente|seguimiento|entrar)?(/|$|\\?)`)}>
      <ErrorBoundary>
        <Router>
          <Route path={at('/')} component={Entrada} />
          <Route path={at('/entrar')} component={Entrada} />
          <Route path={at('/torre')} component={Torre} />
          <Route path={at('/torre/*')} component={Torre} />
          <Route path={at('/conductor')} component={Conductor} />
          <Route path={at('/conductor/*')} component={Conductor} />
          <Route path={at('/cliente')} component={Cliente} />
          <Route path={at('/cliente/*')} component={Cliente} />
          <Route path={at('/seguimiento/:token')} component={Seguimiento} />
          <Route path={at('/docs')} component={Docs} />
          <Route default component={NoEsta} />
        </Router>
      </ErrorBoundary>
    </LocationProvider>
  );
}
