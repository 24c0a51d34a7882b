import type { Punto } from './tipos.ts';

/** What a form of a new order says, as `POST /ordenes` takes it. What is wrong in it the server says. */
export function orderOf(form: FormData): object {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const skus = form.getAll('sku').map(String);
  const amounts = form.getAll('cantidad').map(Number);
  return {
    clienteId: text('clienteId'),
    ...optional('referencia', text('referencia')),
    destinatario: { nombre: text('nombre'), telefono: text('telefono'), ...optional('correo', text('correo')) },
    destino: {
      direccion: text('direccion'),
      ciudad: text('ciudad'),
      coordenadas: placeOf(text('coordenadas')),
    },
    lineas: skus.map((sku, index) => ({ sku, cantidad: amounts[index] })),
    ...(text('dia') !== '' && { ventana: windowOf(form) }),
    prioridad: form.has('urgente') ? 'alta' : 'normal',
    ...optional('notas', text('notas')),
  };
}

/** The window of a form with `dia`, `desde` and `hasta`: Colombia is five hours behind UTC all year. */
export function windowOf(form: FormData): object {
  const instant = (field: string) => new Date(`${form.get('dia')}T${form.get(field)}:00-05:00`).toISOString();
  return { desde: instant('desde'), hasta: instant('hasta') };
}

/** A place as maps copy it: `4.6767, -74.0483`. */
export const PLACE = '\\s*-?\\d+(\\.\\d+)?\\s*,\\s*-?\\d+(\\.\\d+)?\\s*';

/** The place that such a text says. */
export function placeOf(text: string): Punto {
  const [lat = Number.NaN, lon = Number.NaN] = text.split(',').map(Number);
  return { lat, lon };
}

function optional(name: string, value: string): object {
  return value === '' ? {} : { [name]: value };
}
