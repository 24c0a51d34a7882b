import { placeOf } from './pedido.ts';
import type { Bodega } from './tipos.ts';

/** The days of the week as the API names them, with what people read. */
export const DIAS = {
  lunes: 'Lunes',
  martes: 'Martes',
  miercoles: 'Miércoles',
  jueves: 'Jueves',
  viernes: 'Viernes',
  sabado: 'Sábado',
  domingo: 'Domingo',
} as const;

const LITERS = 1_000;

/** What a form of a new product says, as `POST /productos` takes it: people think in litres. */
export function productOf(form: FormData): object {
  return {
    sku: code(form, 'sku'),
    nombre: text(form, 'nombre'),
    pesoKg: Number(form.get('pesoKg')),
    volumenM3: Number(form.get('litros')) / LITERS,
  };
}

/** What a form of a new warehouse says, as `POST /bodegas` takes it. */
export function warehouseOf(form: FormData): object {
  return {
    bodegaId: code(form, 'bodegaId'),
    nombre: text(form, 'nombre'),
    ciudad: text(form, 'ciudad'),
    coordenadas: placeOf(text(form, 'coordenadas')),
    ...calendarOf(form),
  };
}

/** What a form of a new driver says, as `POST /conductores` takes it. */
export function driverOf(form: FormData): object {
  return {
    conductorId: text(form, 'conductorId'),
    nombre: text(form, 'nombre'),
    telefono: text(form, 'telefono'),
  };
}

/** What a form of a new vehicle says, as `POST /vehiculos` takes it. Where nothing else is said it starts at its warehouse. */
export function vehicleOf(form: FormData, bodegas: readonly Bodega[]): object {
  const bodegaId = text(form, 'bodegaId');
  const own = text(form, 'base');
  return {
    vehiculoId: code(form, 'placa').replaceAll(/[\s-]/g, ''),
    bodegaId,
    base: own === '' ? bodegas.find((one) => one.bodegaId === bodegaId)?.zona : placeOf(own),
    capacidadKg: Number(form.get('capacidadKg')),
    capacidadM3: Number(form.get('capacidadM3')),
    ...calendarOf(form),
  };
}

/** When somebody works, as the fields of `Horario` say it; nothing where that is always. */
function calendarOf(form: FormData): object {
  const [desde, hasta] = [text(form, 'abre'), text(form, 'cierra')];
  const works = form.getAll('trabaja').map(String);
  const descansa = Object.keys(DIAS).filter((dia) => !works.includes(dia));
  const festivos = form.has('festivos');
  if (desde === '' && hasta === '' && descansa.length === 0 && festivos) return {};
  return {
    calendario: {
      ...((desde !== '' || hasta !== '') && { jornada: { desde, hasta } }),
      ...(descansa.length > 0 && { descansa }),
      ...(festivos && { festivos }),
    },
  };
}

function text(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim();
}

/** Codes are of capital letters, however they were typed. */
function code(form: FormData, name: string): string {
  return text(form, name).toUpperCase();
}
