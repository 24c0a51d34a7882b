import { describe, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { keepsNothingPersonal } from '#shared/testing/personal.ts';
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

describe('no guarda nada personal si no lo dice', () => {
  for (const [nombre, vista] of contextos.flatMap(({ projections }) => Object.entries(projections))) {
    if (vista.kind === 'projection' && vista.options.personal) continue;
    test(nombre, () => keepsNothingPersonal(vista, pools));
  }
});
