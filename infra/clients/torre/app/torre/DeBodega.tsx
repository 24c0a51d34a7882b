import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';

interface Props {
  /** The page that shows one warehouse or all, without its root: `/torre/inventario`. */
  readonly pagina: string;
  readonly bodega: string | undefined;
  readonly bodegas: readonly { readonly bodegaId: string; readonly nombre: string }[];
}

/** Chooses of which warehouse a page tells; the address says it. */
export function DeBodega({ pagina, bodega, bodegas }: Props) {
  const { route } = useLocation();
  return (
    <label class="en-linea">
      <span>Bodega</span>
      <select
        value={bodega ?? ''}
        onChange={({ currentTarget: { value } }) => route(at(`${pagina}${value ? `?bodega=${value}` : ''}`))}
      >
        <option value="">Todas</option>
        {bodegas.map(({ bodegaId, nombre }) => (
          <option key={bodegaId} value={bodegaId}>
            {nombre}
          </option>
        ))}
      </select>
    </label>
  );
}
