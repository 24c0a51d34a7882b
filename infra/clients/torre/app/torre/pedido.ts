import type { Orden, Punto } from './tipos.ts';

/** What a form of a new order says, as `POST /ordenes` takes it. What is wrong in it the server says. */
export function orderOf(form: FormData): object {
  const { notas, ventana, ...said } = saidIn(form);
  return {
    clienteId: textOf(form, 'clienteId'),
    ...optional('referencia', textOf(form, 'referencia')),
    ...said,
    ...(ventana && { ventana }),
    prioridad: form.has('urgente') ? 'alta' : 'normal',
    ...optional('notas', notas),
  };
}

/** What a form says otherwise than an order, as `POST /ordenes/{ordenId}/correcciones` takes it; no day is no window (`null`). */
export function correctionOf(form: FormData, { destinatario, destino, lineas, ventana, notas }: Orden): object {
  const { nombre, telefono, correo } = destinatario;
  const { direccion, ciudad, coordenadas } = destino;
  const was = {
    destinatario: { nombre, telefono, ...optional('correo', correo ?? '') },
    destino: { direccion, ciudad, coordenadas: coordenadas && { lat: coordenadas.lat, lon: coordenadas.lon } },
    lineas: lineas.map(({ sku, cantidad }) => ({ sku, cantidad })),
    ventana: ventana ? { desde: isoOf(ventana.desde), hasta: isoOf(ventana.hasta) } : null,
    notas: notas ?? '',
  };
  const said = Object.entries(saidIn(form)) as [keyof typeof was, unknown][];
  return Object.fromEntries(said.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name])));
}

function saidIn(form: FormData) {
  const amounts = form.getAll('cantidad').map(Number);
  return {
    destinatario: {
      nombre: textOf(form, 'nombre'),
      telefono: textOf(form, 'telefono'),
      ...optional('correo', textOf(form, 'correo')),
    },
    destino: {
      direccion: textOf(form, 'direccion'),
      ciudad: textOf(form, 'ciudad'),
      coordenadas: placeOf(textOf(form, 'coordenadas')),
    },
    lineas: form.getAll('sku').map((sku, index) => ({ sku: String(sku), cantidad: amounts[index] })),
    ventana: textOf(form, 'dia') === '' ? null : windowOf(form),
    notas: textOf(form, 'notas'),
  };
}

function isoOf(instant: string): string {
  return new Date(instant).toISOString();
}

function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim();
}

/** The window of a form with `dia`, `desde` and `hasta`: Colombia is five hours behind UTC all year. */
export function windowOf(form: FormData): object {
  const instant = (field: string) => isoOf(`${form.get('dia')}T${form.get(field)}:00-05:00`);
  return { desde: instant('desde'), hasta: instant('hasta') };
}

/** How such a text is written, for forms. */
export const PLACE = '\\s*-?\\d+(\\.\\d+)?\\s*,\\s*-?\\d+(\\.\\d+)?\\s*';

/** The place that such a text says. */
export function placeOf(text: string): Punto {
  const [lat = Number.NaN, lon = Number.NaN] = text.split(',').map(Number);
  return { lat, lon };
}

/** A place as maps copy it: `4.6767, -74.0483`. */
export function placeText({ lat, lon }: Punto): string {
  return `${lat}, ${lon}`;
}

function optional(name: string, value: string): object {
  return value === '' ? {} : { [name]: value };
}
