/** How messages and pages call an order: as its customer does, or by the first letters of its id. */
export function nombreDeOrden({
  ordenId,
  referencia,
}: {
  readonly ordenId: string;
  readonly referencia?: string;
}): string {
  return referencia ?? ordenId.slice(0, 8);
}
