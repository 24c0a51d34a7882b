/** The path of a value of this kind (`S`, `N`, …) in an item's JSON, for SQLite's functions. */
export function pathOf(attribute: string, kind: string): string {
  return `$."${attribute.replaceAll('"', '\\"')}".${kind}`;
}
