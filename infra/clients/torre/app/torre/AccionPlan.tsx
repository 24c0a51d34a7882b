import type { Done } from '../core/api.ts';
import { Accion } from '../piezas/Accion.tsx';

/** What a dispatcher does to a plan. */
export type WhichOfPlan =
  | { readonly which: 'fijar' | 'soltar' | 'liberar'; readonly ordenId: string }
  | { readonly which: 'reordenar'; readonly ordenes: readonly string[] };

interface Shared {
  /** The plan's. */
  readonly path: string;
  readonly cerrar: () => void;
  readonly alHacer?: (done: Done) => void;
}

/** One of them as a dialog. */
export function AccionPlan({ path, cerrar, alHacer, ...what }: WhichOfPlan & Shared) {
  const shared = { cerrar, ...(alHacer && { alHacer }) };
  switch (what.which) {
    case 'reordenar':
      return (
        <Accion
          {...shared}
          titulo="Guardar el orden"
          consecuencia="El vehículo hace sus paradas en este orden; las horas previstas cambian con él. Una planificación puede volver a ordenar lo que no esté fijo."
          path={`${path}/orden`}
          cuerpo={() => ({ ordenes: what.ordenes })}
          hacer="Guardar este orden"
          hecho="Orden de las paradas guardado"
        />
      );
    case 'liberar':
      return (
        <Accion
          {...shared}
          titulo="Sacar del plan"
          consecuencia="La orden queda pendiente hasta que una persona la ponga en un plan: ninguna búsqueda la toma."
          path={`${path}/paradas/${what.ordenId}/liberacion`}
          cuerpo={() => ({})}
          hacer="Sacar del plan"
          hecho="Parada fuera del plan"
          peligro
        />
      );
    case 'fijar':
    case 'soltar': {
      const fija = what.which === 'fijar';
      return (
        <Accion
          {...shared}
          titulo={fija ? 'Fijar la parada' : 'Soltar la parada'}
          consecuencia={
            fija
              ? 'Ninguna planificación la cambia de vehículo ni de lugar mientras esté fija.'
              : 'Las planificaciones pueden volver a moverla.'
          }
          path={`${path}/paradas/${what.ordenId}/fijacion`}
          cuerpo={() => ({ fija })}
          hacer={fija ? 'Fijar' : 'Soltar'}
          hecho={fija ? 'Parada fija' : 'Parada suelta'}
        />
      );
    }
  }
}
