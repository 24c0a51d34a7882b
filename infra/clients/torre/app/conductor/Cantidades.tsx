import { number } from '../core/format.ts';
import { nombreDe } from './estado.ts';
import type { Linea } from './tipos.ts';

interface Props {
  readonly lineas: readonly Linea[];
  readonly entregadas: readonly Linea[];
  readonly cambiar: (entregadas: readonly Linea[]) => void;
}

/** How much of each line is handed over: all of it, unless somebody says otherwise. */
export function Cantidades({ lineas, entregadas, cambiar }: Props) {
  const cuanta = (n: number) => entregadas[n]?.cantidad ?? 0;
  const poner = (cual: number, cantidad: number) =>
    cambiar(entregadas.map((una, n) => (n === cual ? { ...una, cantidad } : una)));
  const vuelven = lineas.flatMap(({ sku, cantidad }, n) =>
    cuanta(n) < cantidad ? [`${number(cantidad - cuanta(n))} de ${nombreDe(sku)}`] : [],
  );
  return (
    <fieldset>
      <legend>Qué entrega</legend>
      <ul class="lineas cantidades">
        {lineas.map(({ sku, cantidad }, n) => (
          <li key={sku}>
            <span>{nombreDe(sku)}</span>
            <span class="contador">
              <button
                type="button"
                class="secundario"
                aria-label={`Una menos de ${nombreDe(sku)}`}
                disabled={cuanta(n) === 0}
                onClick={() => poner(n, cuanta(n) - 1)}
              >
                −
              </button>
              <output>
                {number(cuanta(n))} <span class="tenue">de {number(cantidad)}</span>
              </output>
              <button
                type="button"
                class="secundario"
                aria-label={`Una más de ${nombreDe(sku)}`}
                disabled={cuanta(n) === cantidad}
                onClick={() => poner(n, cuanta(n) + 1)}
              >
                +
              </button>
            </span>
          </li>
        ))}
      </ul>
      {vuelven.length > 0 && (
        <p class="nota" role="status">
          {entregadas.every(({ cantidad }) => cantidad === 0)
            ? 'No entrega nada: use «No se pudo».'
            : `Vuelve con usted: ${vuelven.join(', ')}.`}
        </p>
      )}
    </fieldset>
  );
}
