import type * as z from 'zod';
import { Correo, Direccion, Nombre, Telefono } from '#events/comun/texto.ts';
import type { FilaDeUsuario } from '#events/legado/UsuarioCambiado.ts';

/** A row of the legacy system, as it is read here: what is personal is `null` where its customer was forgotten. */
type Fila = { readonly [K in keyof z.output<typeof FilaDeUsuario>]: z.output<typeof FilaDeUsuario>[K] | null };

/** What each text of a customer must be to be of use. */
const FORMAS = { nombre: Nombre, correo: Correo, telefono: Telefono, direccion: Direccion };

type Campo = keyof typeof FORMAS;

/**
 * A user of the legacy system in the forms that this one has. Nobody has checked what that system keeps: what is of no use
 * here (a telephone number that is none) is left out, and named in `inservibles`. What is blank there was not said.
 */
export function traducida({ nombre, apellido, correo, telefono, direccion, activo, creado, actualizado }: Fila) {
  const dicho: Readonly<Record<Campo, unknown>> = {
    nombre: [nombre, apellido].filter(Boolean).join(' '),
    correo: typeof correo === 'string' ? correo.trim() : null,
    telefono,
    direccion,
  };
  const inservibles: Campo[] = [];
  const leer = (campo: Campo): string | null => {
    const texto = dicho[campo];
    if (typeof texto !== 'string' || texto.trim() === '') return null;
    const { success, data } = FORMAS[campo].safeParse(texto);
    if (!success) inservibles.push(campo);
    return success ? data : null;
  };
  const datos = {
    nombre: leer('nombre'),
    correo: leer('correo'),
    telefono: leer('telefono'),
    direccion: leer('direccion'),
  };
  return { ...datos, inservibles, activo: activo === true, creado: creado ?? '', actualizado: actualizado ?? '' };
}
