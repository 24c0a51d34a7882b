import { useState } from 'preact/hooks';
import { useProductos } from '../core/catalogue.ts';
import type { Linea } from './tipos.ts';

/** The lines of an order: products of the catalogue, by name, and how many of each. */
export function Productos({ lineas = [] }: { readonly lineas?: readonly Linea[] }) {
  const { productos, productOf } = useProductos();
  const [lines, setLines] = useState<readonly number[]>(lineas.length === 0 ? [0] : [...lineas.keys()]);
  const add = () => setLines([...lines, Math.max(-1, ...lines) + 1]);
  // What an order has is offered also where the catalogue does not name it.
  const offered = new Map([
    ...lineas.map(({ sku }) => [sku, productOf(sku)] as const),
    ...productos.value.map(({ sku, nombre }) => [sku, nombre] as const),
  ]);
  return (
    <fieldset class="opciones">
      <legend>Productos</legend>
      {lines.map((line, index) => (
        <div key={line} class="producto">
          <select name="sku" required aria-label={`Producto ${index + 1}`}>
            <option value="">Elija un producto</option>
            {[...offered].map(([sku, nombre]) => (
              <option key={sku} value={sku} selected={sku === lineas[line]?.sku}>
                {nombre}
              </option>
            ))}
          </select>
          <input
            name="cantidad"
            type="number"
            required
            min={1}
            max={1000}
            defaultValue={lineas[line]?.cantidad ?? 1}
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
      <button type="button" class="secundario" onClick={add}>
        Otro producto
      </button>
    </fieldset>
  );
}
