/** What somebody says of something known; what is `undefined` is not said. */
export type Dicho<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What of `dicho` is otherwise than `sabido`. Values are plain JSON, their members in the order of their schema. */
export function cambios<T extends object>(sabido: T, dicho: Dicho<T>): Partial<T> {
  return Object.fromEntries(
    Object.entries(dicho).filter(
      ([nombre, valor]) => valor !== undefined && JSON.stringify(valor) !== JSON.stringify(sabido[nombre as keyof T]),
    ),
  ) as Partial<T>;
}

/** What is known after that was said. */
export function corregido<T extends object>(sabido: T, dicho: Dicho<T>): T {
  return { ...sabido, ...cambios(sabido, dicho) };
}
