import { describe, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { showsTheHistory } from '#shared/testing/views.ts';
import { contextos } from './contextos.ts';

/** The few ids that make facts meet. */
const pools = {
  ordenId: [EJEMPLO.ordenId, '11111111-1111-4111-8111-111111111111'],
  clienteId: [EJEMPLO.clienteId],
  vehiculoId: [EJEMPLO.vehiculoId],
  sku: [EJEMPLO.sku, 'TE-100'],
};

describe('muestra lo mismo en cualquier orden de llegada y con repeticiones', () => {
  for (const { projections, notifications } of contextos) {
    for (const [nombre, vista] of Object.entries({ ...projections, ...notifications })) {
      test(nombre, () => showsTheHistory(vista, pools));
    }
  }
});
