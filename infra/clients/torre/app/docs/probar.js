import { caller, token as tokenOfSession } from '../core/session.ts';
import { h, resolver } from './esquema.js';

export const TOKEN = 'alpes.token';
const RECORDADO = 'alpes.parametro.';

/** What the token says of itself: one that was typed in, or else that of whoever has signed in. That it is genuine is for the API to find out. */
export function leerToken() {
  const token = sessionStorage.getItem(TOKEN) ?? caller.peek()?.token ?? '';
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const { sub, scope = '', exp } = JSON.parse(new TextDecoder().decode(bytes));
    return { token, sujeto: sub, permisos: scope.split(' '), vence: exp && new Date(exp * 1000) };
  } catch {
    return { token, sujeto: undefined, permisos: undefined, vence: undefined };
  }
}

/** A random UUID; `crypto.randomUUID` is not there on a page that came over plain HTTP from another machine. */
function nuevaClave() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}

/** The form to try an operation, with its answer below. */
export function formulario(api, { method, path, operation, base }) {
  const inputs = (operation.parameters ?? []).map((one) => entrada(resolver(api, one)));
  const shown = inputs.filter(({ spec }) => spec.name !== 'X-Correlation-Id');
  const media = operation.requestBody?.content['application/json'];
  const body =
    media && h('textarea', { rows: 12, spellcheck: false, value: JSON.stringify(media.example ?? {}, null, 2) });
  if (body) body.rows = Math.min(20, body.value.split('\n').length + 1);
  const send = h('button', { type: 'submit' }, 'Enviar');
  const copy = h('button', { type: 'button', className: 'secundario' }, 'Copiar como curl');
  const result = h('div', { className: 'resultado' });
  result.setAttribute('aria-live', 'polite');
  const form = h(
    'form',
    {},
    h('h3', {}, 'Probar'),
    shown.map(({ row }) => row),
    body && h('label', {}, 'Cuerpo ', h('small', {}, 'JSON'), body),
    h('div', { className: 'botones' }, send, copy),
    result,
  );
  const key = inputs.find(({ spec }) => spec.name === 'Idempotency-Key');
  let used = false;
  form.addEventListener('input', ({ target }) => {
    // Another input under a used key would be refused: that is another operation.
    if (key && used && target !== key.input) {
      key.input.value = nuevaClave();
      used = false;
    }
  });
  const request = () => peticion({ method, path, base, body: body?.value }, inputs);
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(comoCurl(request()));
    copy.textContent = 'Copiado';
    setTimeout(() => {
      copy.textContent = 'Copiar como curl';
    }, 1500);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    send.disabled = true;
    used = true;
    for (const { spec, input } of inputs)
      if (spec.in === 'path') sessionStorage.setItem(RECORDADO + spec.name, input.value);
    result.replaceChildren(...(await enviar(request(), api)));
    send.disabled = false;
  });
  return form;
}

function entrada(spec) {
  const remembered = spec.in === 'path' ? sessionStorage.getItem(RECORDADO + spec.name) : undefined;
  const options = spec.schema?.enum;
  const input = options
    ? h(
        'select',
        {},
        h('option', { value: '' }, '—'),
        options.map((value) => h('option', { value }, value)),
      )
    : h('input', { autocomplete: 'off', spellcheck: false, placeholder: spec.schema?.default ?? '' });
  input.value = remembered ?? (spec.required ? (spec.example ?? '') : '');
  input.required = spec.required === true;
  input.dataset.parametro = spec.in === 'path' ? spec.name : '';
  const label = h(
    'label',
    {},
    h('code', {}, spec.name),
    ' ',
    h('small', {}, spec.description ?? (spec.required ? '' : 'opcional')),
  );
  if (spec.name !== 'Idempotency-Key') {
    label.append(input);
    return { spec, input, row: label };
  }
  input.value = nuevaClave();
  const another = h('button', { type: 'button', className: 'secundario' }, 'Nueva');
  another.addEventListener('click', () => {
    input.value = nuevaClave();
  });
  label.append(h('span', { className: 'con-boton' }, input, another));
  return { spec, input, row: label };
}

/** The HTTP request that the form says. */
function peticion({ method, path, base, body }, inputs) {
  const filled = inputs.map(({ spec, input }) => ({ ...spec, value: input.value.trim() })).filter(({ value }) => value);
  const of = (place) => filled.filter((one) => one.in === place);
  let url = base + path;
  for (const { name, value } of of('path')) url = url.replace(`{${name}}`, encodeURIComponent(value));
  const search = new URLSearchParams(of('query').map(({ name, value }) => [name, value])).toString();
  const headers = Object.fromEntries(of('header').map(({ name, value }) => [name, value]));
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return { method: method.toUpperCase(), url: search ? `${url}?${search}` : url, headers, body };
}

function comoCurl({ method, url, headers, body }) {
  const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [`curl -i -X ${method} ${quote(url)}`, '-H "Authorization: Bearer $TOKEN"'];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) lines.push(`-d ${quote(body)}`);
  return lines.join(' \\\n  ');
}

/** Sends a request and tells what came back. */
async function enviar({ method, url, headers, body }, api) {
  // That of a session is renewed before it ends.
  const token = sessionStorage.getItem(TOKEN) ?? (caller.peek() ? await tokenOfSession().catch(() => '') : '');
  const began = performance.now();
  try {
    const response = await fetch(url, {
      method,
      headers: token ? { ...headers, Authorization: `Bearer ${token}` } : headers,
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    recordarCreado(api, response.headers.get('Location'));
    const told = ['ETag', 'Location', 'X-Correlation-Id', 'Retry-After'].filter((name) => response.headers.has(name));
    return [
      h('p', {}, estado(response.status), ` ${response.statusText} · ${Math.round(performance.now() - began)} ms`),
      h(
        'dl',
        { className: 'cabeceras' },
        told.map((name) => [h('dt', {}, name), h('dd', {}, response.headers.get(name))]),
      ),
      text ? h('pre', {}, conSangria(text)) : h('p', { className: 'detalle' }, 'Sin cuerpo.'),
    ];
  } catch (error) {
    return [h('p', {}, estado(0), ` La petición no llegó: ${error.message}`)];
  }
}

/** After a creation, its id is what other operations will ask for: `/ordenes/123` fills every `ordenId`. */
function recordarCreado(api, location) {
  for (const path of location ? Object.keys(api.paths) : []) {
    const [, before, name, after] = /^([^{]*)\{(\w+)\}([^{]*)$/.exec(path) ?? [];
    if (!name || after !== '' || !location.startsWith(before) || location.slice(before.length).includes('/')) continue;
    const value = decodeURIComponent(location.slice(before.length));
    sessionStorage.setItem(RECORDADO + name, value);
    for (const input of document.querySelectorAll(`[data-parametro="${name}"]`)) input.value = value;
  }
}

export function estado(status) {
  const good = status >= 200 && status < 400;
  return h('span', { className: `estado ${good ? 'bien' : 'mal'}` }, String(status || 'Sin respuesta'));
}

function conSangria(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
