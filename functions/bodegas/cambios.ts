/**
 * What of `dicho` is otherwise than in `sabido`; what is not said (`undefined`) is no change. Values are plain JSON, their
 * members in the order of their schema.
 */
export function cambios<T extends object>(
  sabido: T,
  dicho: { readonly [K in keyof T]?: T[K] | undefined },
): Partial<T> {
  return Object.fromEntries(
    Object.entries(dicho).filter(
      ([nombre, valor]) => valor !== undefined && JSON.stringify(valor) !== JSON.stringify(sabido[nombre as keyof T]),
    ),
  ) as Partial<T>;
}
