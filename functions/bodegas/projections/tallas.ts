import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { tally } from '#shared/model/projection.ts';
import { tallaDe } from '../talla.ts';

interface Vehiculo {
  readonly capacidadKg: number;
  readonly capacidadM3: number;
}

/** How many vehicles of each size there are, whatever they do now: what fits into none can never be carried. */
export const tallas = tally('tallas', { of: 'vehiculo', sparse: true, initial: null, contributes: aporte })
  .on(VehiculoRegistrado, (_, { capacidadKg, capacidadM3 }) => ({ capacidadKg, capacidadM3 }))
  .on(
    VehiculoCorregido,
    (v, { capacidadKg = v?.capacidadKg, capacidadM3 = v?.capacidadM3 }) =>
      v && { capacidadKg: capacidadKg as number, capacidadM3: capacidadM3 as number },
  )
  .on(VehiculoRetirado, () => null);

function aporte(v: Vehiculo | null): Readonly<Record<string, { readonly vehiculos: number }>> {
  return v ? { [tallaDe(v.capacidadKg, v.capacidadM3)]: { vehiculos: 1 } } : {};
}
