import * as z from 'zod';

// No id holds ':' or '#': streams are named `<aggregate>#<id>`, and a stock item's id is `<bodegaId>:<sku>`.

function codigo() {
  return z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, {
    error: 'Debe tener de 2 a 32 letras mayúsculas sin tilde, cifras o guiones, y empezar por letra o cifra',
  });
}

/** An order: a UUID, derived from the command that created it. */
export const OrdenId = z.uuid();

/** A customer, as the customer's own system calls it. */
export const ClienteId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$/, {
  error: 'Debe tener de 3 a 64 letras sin tilde, cifras, guiones o guiones bajos, y empezar por letra o cifra',
});

/** A driver, as the carrier's own system calls them. */
export const ConductorId = ClienteId;

/** A product of the catalogue: `CAFE-500`. */
export const Sku = codigo();

/** A warehouse: `BOG-NORTE`. */
export const BodegaId = codigo();

/** A vehicle, by its Colombian plate: `ABC123`, or `ABC12D` for a motorcycle. */
export const VehiculoId = z
  .string()
  .regex(/^[A-Z]{3}[0-9]{2}[0-9A-Z]$/, { error: 'Debe ser una placa colombiana, como ABC123 o ABC12D' });

/** One journey of a vehicle: a UUID, derived from the command that started it. */
export const RutaId = z.uuid();
