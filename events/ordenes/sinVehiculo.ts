/** What an order is that has lost its vehicle before it left: as before, or between two attempts. */
export function sinVehiculo(intento: number): 'confirmada' | 'entregaFallida' {
  return intento === 1 ? 'confirmada' : 'entregaFallida';
}
