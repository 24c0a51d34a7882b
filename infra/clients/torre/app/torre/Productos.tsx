import { useState } from 'preact/hooks';
import { useReport } from '../core/reading.ts';

interface Producto {
  readonly sku: string;
  readonly nombre: string;
}

/** The lines of a new order: products of the catalogue and how many of each. */
export function Productos() {
  const { data } = useReport<{ readonly elementos: readonly Producto[] }>('/productos?limite=200', {
    everyMs: 300_000,
  });
  const [lines, setLines] = useState<readonly number[]>([0]);
  const add = () => setLines([...lines, Math.max(-1, ...lines) + 1]);
  return (
    <fieldset class="opciones">
      <legend>Productos</legend>
      {lines.map((line, index) => (
        <div key={line} class="producto">
          <input name="sku" required list="catalogo" aria-label={`Producto ${index + 1}`} placeholder="CAFE-500" />
          <input
            name="cantidad"
            type="number"
            required
            min={1}
            max={1000}
            defaultValue={1}
            aria-label={`Cantidad ${index + 1}`}
          />
          <button
            type="button"
            class="secundario"
            disabled={lines.length === 1}
            aria-label={`Quitar producto ${index + 1}`}
            onClick={() => setLines(lines.filter((one) => one !== line))}
          >
            Quitar
          </button>
        </div>
      ))}
      <datalist id="catalogo">
        {data.value?.elementos.map(({ sku, nombre }) => (
          <option key={sku} value={sku}>
            {nombre}
          </option>
        ))}
      </datalist>
      <button type="button" class="secundario" onClick={add}>
        Otro producto
      </button>
    </fieldset>
  );
}
