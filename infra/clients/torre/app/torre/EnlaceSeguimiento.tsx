import { useState } from 'preact/hooks';
import { announce } from '../core/announce.ts';
import { read } from '../core/api.ts';
import { at } from '../core/config.ts';
import { moment, sentence } from '../core/format.ts';
import { may, toWhom } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { Aviso } from '../piezas/Aviso.tsx';

interface Enlace {
  readonly token: string;
  readonly hasta: string;
}

/** The customer's link: shown when it is asked for, since whoever has it sees the order. */
export function EnlaceSeguimiento({ ordenId }: { ordenId: string }) {
  const [link, setLink] = useState<Enlace | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [revoking, setRevoking] = useState(false);
  const show = () => read<Enlace>(`/ordenes/${ordenId}/seguimiento`).then(setLink, setError);
  const address = link && new URL(at(`/seguimiento/${link.token}`), location.href).href;
  return (
    <section class="panel" aria-label="Enlace de seguimiento">
      <div class="panel-cabeza">
        <h2>Enlace de seguimiento</h2>
        {!link && (
          <button type="button" class="secundario" onClick={show}>
            Mostrar
          </button>
        )}
      </div>
      {error !== undefined && <Aviso error={error} reintentar={show} />}
      {link && address && (
        <div class="enlace">
          <a href={address} class="mono corrido">
            {address}
          </a>
          <p class="tenue">{sentence(`Vale hasta ${moment(link.hasta)}`)} Quien lo tenga ve esta orden.</p>
          <div class="botones">
            {may('ordenes:escribir') && (
              <button type="button" class="secundario" onClick={() => setRevoking(true)}>
                Revocar
              </button>
            )}
            <button
              type="button"
              onClick={() => navigator.clipboard.writeText(address).then(() => announce('Enlace copiado'))}
            >
              Copiar
            </button>
          </div>
        </div>
      )}
      {revoking && (
        <Accion
          titulo="Revocar el enlace"
          consecuencia={toWhom(
            'El enlace que tiene el cliente deja de servir. Después puede pedir otro.',
            'Quien tenga el enlace no podrá abrirlo más. Después puede pedir otro.',
          )}
          path={`/ordenes/${ordenId}/seguimiento/revocacion`}
          cuerpo={() => ({})}
          hacer="Revocar"
          hecho="Enlace revocado"
          cerrar={() => setRevoking(false)}
          alHacer={() => setLink(undefined)}
        />
      )}
    </section>
  );
}
