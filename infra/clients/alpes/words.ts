/**
 * A text as a sentence: with a capital, unless it begins with something that is called so (`orden#1`, `--desde`), and an
 * end. All that the command line says of its own goes through here.
 */
export function sentence(text: string): string {
  const begun = text.replace(/^\p{Ll}+(?=[\s,;:])/u, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return /[.?!…]$/.test(begun) ? begun : `${begun}.`;
}

/** A number with what it counts, in agreement: `1 mensaje`, `2 mensajes`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
