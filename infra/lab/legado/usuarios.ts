import { share } from '../driver/chance.ts';

/** A row of the legacy system's table. */
export interface Usuario {
  readonly id: number;
  readonly nombre: string;
  readonly apellido: string | null;
  readonly correo: string | null;
  readonly telefono: string | null;
  readonly direccion: string | null;
  /** To the second. */
  readonly creado: string;
  /** To the millisecond. */
  readonly actualizado: string;
  readonly activo: boolean;
}

/** What the legacy system does to its table. */
export type Cambio = { readonly op: 'c' | 'u'; readonly fila: Usuario } | { readonly op: 'd'; readonly id: number };

const NOMBRES = ['Ana', 'José', 'Íngrid', 'Ñusta', "D'Artagnan", 'Zoë', 'Luis \\ Pardo', 'Marta "la Mona"', 'Óscar'];
const APELLIDOS = ['Muñoz', 'Peña', 'Rojas', 'Gutiérrez', 'Ibáñez', null];
const CALLES = ['Carrera 7 # 12-34', 'Calle 93 No. 15-60', 'Av. Boyacá # 80-94, int. 3', null];
const EPOCH_MS = Date.UTC(2019, 2, 4, 5, 6, 7);
const DAY_MS = 86_400_000;
/** Of all changes. */
const CREATED = 0.3;
const UPDATED = 0.8;

/** Users from 1 to `count`, always the same ones. */
export function usuarios(count: number): Usuario[] {
  return Array.from({ length: count }, (_, at) => usuario(at + 1, 0));
}

/** `count` changes of a table with these users, always the same ones: each changes something, or it would not be told. */
export function cambios(count: number, filas: readonly Usuario[]): Cambio[] {
  const there = filas.map(({ id }) => id);
  let next = there.length + 1;
  return Array.from({ length: count }, (_, at): Cambio => {
    const what = share(`cambio ${at}`);
    if (what < CREATED || there.length === 0) {
      there.push(next);
      return { op: 'c', fila: usuario(next++, at + 1) };
    }
    // Now and then one that has changed a moment ago.
    const near = share(`cerca ${at}`) < 0.3 ? Math.max(0, there.length - 20) : 0;
    const place = near + Math.floor(share(`cual ${at}`) * (there.length - near));
    const id = there[place] as number;
    if (what < UPDATED) return { op: 'u', fila: usuario(id, at + 1) };
    there.splice(place, 1);
    return { op: 'd', id };
  });
}

function usuario(id: number, edition: number): Usuario {
  const of = (what: string) => share(`${what} ${id} ${edition}`);
  const one = <T>(what: string, list: readonly T[]) => list[Math.floor(of(what) * list.length)] as T;
  const creado = EPOCH_MS + Math.floor(share(`creado ${id}`) * 2_000) * DAY_MS;
  return {
    id,
    nombre: one('nombre', NOMBRES),
    apellido: one('apellido', APELLIDOS),
    correo: of('correo') < 0.1 ? null : `usuario${id}.${edition}@ejemplo.co`,
    telefono: telefono(of('telefono')),
    direccion: one('direccion', CALLES),
    creado: `${new Date(creado).toISOString().slice(0, 19)}Z`,
    actualizado: new Date(creado + edition * 60_001).toISOString(),
    activo: of('activo') < 0.9,
  };
}

/** As people have typed them: some are none. */
function telefono(chance: number): string | null {
  const digits = String(3_000_000_000 + Math.floor(chance * 99_999_999));
  if (chance < 0.1) return null;
  if (chance < 0.15) return 'no tiene';
  if (chance < 0.5) return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
  return `+57 ${digits}`;
}
