import { mostrarCanal } from './canal.js';
import { campos, conCodigo, h, legible } from './esquema.js';
import { estado, formulario, leerToken, TOKEN } from './probar.js';

const $ = (id) => document.getElementById(id);

/** Reads the document that lies beside this page, and shows it. */
async function mostrar() {
  const source = new URL('openapi.json', location.href);
  $('documento').href = source.href;
  const api = await fetch(source).then((response) => {
    if (!response.ok) throw new Error(`openapi.json: ${response.status}`);
    return response.json();
  });
  const base = new URL(api.servers?.[0]?.url ?? '.', source).href.replace(/\/$/, '');
  $('titulo').textContent = api.info.title;
  $('version').textContent = `API ${api.info.version}`;
  $('descripcion').replaceChildren(...api.info.description.split('\n\n').map((text) => h('p', {}, conCodigo(text))));
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation, base })),
  );
  const groups = [...Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? 'otras')];
  groups.sort(([a], [b]) => rango(a) - rango(b) || a.localeCompare(b));
  $('indice').replaceChildren(...groups.map(([name, list]) => indice(name, list)));
  $('contextos').replaceChildren(...groups.map(([name, list]) => contexto(api, name, list)));
  marcarPermisos();
  abrirElegida();
}

/** The platform's own operations come last: one looks for those of the business. */
function rango(name) {
  return name === 'plataforma' ? 1 : 0;
}

function indice(name, list) {
  const steps = list.map(({ method, operation }) =>
    h(
      'a',
      { className: 'paso', href: `#${operation.operationId}` },
      h('span', { className: `metodo ${method}` }, method.toUpperCase()),
      operation.summary,
    ),
  );
  return h('div', {}, h('h3', {}, h('a', { href: `#contexto-${name}` }, legible(name))), steps);
}

function contexto(api, name, list) {
  return h(
    'section',
    { id: `contexto-${name}` },
    h('h2', {}, legible(name)),
    list.map((one) => operacion(api, one)),
  );
}

function operacion(api, one) {
  const { path, method, operation } = one;
  const scope = operation.security?.[0]?.token?.[0];
  const badge = h('span', { className: 'permiso' }, scope ?? 'sin token');
  badge.dataset.permiso = scope ?? '';
  const inside = h('div', { className: 'dentro' });
  const card = h(
    'details',
    { className: 'operacion', id: operation.operationId },
    h(
      'summary',
      {},
      h('span', { className: `metodo ${method}` }, method.toUpperCase()),
      h(
        'span',
        { className: 'ruta' },
        path.split(/(\{\w+\})/).map((part) => (part.startsWith('{') ? h('em', {}, part) : part)),
      ),
      h('span', { className: 'resumen' }, operation.summary),
      badge,
    ),
    inside,
  );
  card.dataset.texto = `${method} ${path} ${operation.operationId} ${operation.summary}`.toLowerCase();
  // Filled when it is opened for the first time: a page of forms that nobody opens costs nothing.
  card.addEventListener('toggle', () => {
    if (card.open && !inside.hasChildNodes()) inside.append(...detalle(api, one));
  });
  return card;
}

function detalle(api, one) {
  const { operation } = one;
  const body = operation.requestBody?.content['application/json'].schema;
  const members = body && campos(api, body);
  return [
    h('p', {}, conCodigo(operation.description)),
    operation.security?.length ? terminal(operation) : '',
    h(
      'div',
      {},
      members?.hasChildNodes() && [h('h3', {}, 'Cuerpo'), members],
      h('h3', {}, 'Respuestas'),
      respuestas(api, operation),
    ),
    formulario(api, one),
  ];
}

/** Only what needs a right has an example to be invoked with. */
function terminal({ operationId }) {
  const command = `npm run alpes -- invocar ${operationId} --ejemplo`;
  return h('p', { className: 'nombre' }, 'En la terminal: ', h('code', {}, command));
}

function respuestas(api, { responses }) {
  const rows = Object.entries(responses).map(([status, response]) => {
    const content = Object.values(response.content ?? {})[0];
    const problems = Object.entries(content?.examples ?? {});
    const text = problems.length > 0 ? problems.map(([code]) => code).join(', ') : response.description;
    const inside =
      problems.length > 0
        ? h(
            'ul',
            {},
            problems.map(([code, { value }]) => h('li', {}, h('code', {}, code), ` ${value.title}`)),
          )
        : content?.schema && campos(api, content.schema);
    return h('details', {}, h('summary', {}, estado(Number(status)), ` ${text}`), inside ?? response.description);
  });
  return h('div', { className: 'respuestas' }, rows);
}

/** Shows which operations the token gives no right to, and who it is of. */
function marcarPermisos() {
  const { token, sujeto, permisos, vence } = leerToken();
  const expired = vence !== undefined && vence < new Date();
  document.body.classList.toggle('con-token', token !== '' && !expired);
  document.body.classList.toggle('vencido', expired);
  $('quien').textContent = token === '' ? 'Token' : (sujeto ?? 'Token');
  $('token').value = token;
  $('detalleToken').replaceChildren(
    ...(permisos
      ? [
          h('p', {}, `De ${sujeto}. ${expired ? 'Venció' : 'Vence'}: ${vence?.toLocaleString('es-CO') ?? 'nunca'}`),
          h('p', {}, permisos.join(' ')),
        ]
      : [token ? 'Esto no es un JWT.' : '']),
  );
  for (const badge of document.querySelectorAll('[data-permiso]')) {
    const scope = badge.dataset.permiso;
    badge.classList.toggle('falta', permisos !== undefined && scope !== '' && !permisos.includes(scope));
  }
}

function abrirElegida() {
  const chosen = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!chosen?.matches('details')) return;
  chosen.open = true;
  chosen.scrollIntoView();
}

function filtrar() {
  const wanted = $('filtro').value.trim().toLowerCase().split(/\s+/);
  for (const card of document.querySelectorAll('.operacion')) {
    card.hidden = !wanted.every((word) => card.dataset.texto.includes(word));
  }
  for (const section of document.querySelectorAll('#contextos > section')) {
    section.hidden = !section.querySelector('.operacion:not([hidden])');
  }
}

/** Fills the page in, each time that it is shown. */
export function empezar() {
  $('filtro').addEventListener('input', filtrar);
  $('abrirToken').addEventListener('click', () => $('dialogoToken').showModal());
  $('token').addEventListener('input', () => {
    sessionStorage.setItem(
      TOKEN,
      $('token')
        .value.replace(/^Bearer\s+/i, '')
        .replace(/\s+/g, ''),
    );
    marcarPermisos();
  });
  $('olvidarToken').addEventListener('click', () => {
    sessionStorage.removeItem(TOKEN);
    marcarPermisos();
  });
  addEventListener('hashchange', abrirElegida);
  mostrar().catch((error) => {
    $('contextos').replaceChildren(
      h('p', { className: 'espera' }, `No se pudo leer la descripción de la API: ${error.message}`),
    );
  });
  mostrarCanal($('canal')).catch((error) => {
    $('canal').replaceChildren(
      h('p', { className: 'espera' }, `No se pudo leer la descripción del canal: ${error.message}`),
    );
  });
}
