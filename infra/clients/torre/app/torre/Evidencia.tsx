import { useEffect, useState } from 'preact/hooks';
import { read } from '../core/api.ts';
import { isAbsent } from '../core/problems.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Vacio } from '../piezas/Vacio.tsx';

/** How a reference begins whose proof this system keeps: of another there is nothing to show. */
const KEPT = 'evidencias/';

interface Vista {
  readonly url: string;
}

type Found = { readonly url: string } | { readonly error: unknown } | 'elsewhere' | 'unseen';

interface Props {
  readonly ordenId: string;
  /** The proof as the order names it. */
  readonly evidencia: string;
}

/** The picture or signature that proves a delivery; of a proof that is kept elsewhere, its reference. */
export function Evidencia({ ordenId, evidencia }: Props) {
  const [found, setFound] = useState<Found | undefined>(undefined);
  const ask = () => {
    if (!evidencia.startsWith(KEPT)) return setFound('elsewhere');
    setFound(undefined);
    read<Vista>(`/ordenes/${ordenId}/evidencia`).then(setFound, (error: unknown) =>
      setFound(isAbsent(error) ? 'elsewhere' : { error }),
    );
  };
  useEffect(ask, [ordenId, evidencia]);
  return (
    <section class="panel" aria-label="Prueba de entrega">
      <div class="panel-cabeza">
        <h2>Prueba de entrega</h2>
        {found === 'unseen' && (
          <button type="button" class="secundario" onClick={ask}>
            Reintentar
          </button>
        )}
      </div>
      <Prueba found={found} evidencia={evidencia} unseen={() => setFound('unseen')} reintentar={ask} />
    </section>
  );
}

interface PruebaProps {
  readonly found: Found | undefined;
  readonly evidencia: string;
  readonly unseen: () => void;
  readonly reintentar: () => void;
}

function Prueba({ found, evidencia, unseen, reintentar }: PruebaProps) {
  if (found === undefined) return <Esqueleto lineas={4} />;
  if (found === 'elsewhere') return <p class="evidencia">{evidencia}</p>;
  if (found === 'unseen') return <Vacio frase="No se pudo mostrar la imagen." />;
  if ('error' in found) return <Aviso error={found.error} reintentar={reintentar} />;
  return (
    <figure class="evidencia">
      <img src={found.url} alt="Foto o firma de quien recibió" onError={unseen} />
    </figure>
  );
}
