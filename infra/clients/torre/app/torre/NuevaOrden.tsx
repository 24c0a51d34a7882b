import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { read } from '../core/api.ts';
import { at } from '../core/config.ts';
import { useCommand } from '../core/doing.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Campo } from '../piezas/Campo.tsx';
import { CampoCorreo, CampoNotas, CamposDestinatario, CamposDestino, CamposVentana } from './CamposOrden.tsx';
import { Productos } from './Productos.tsx';
import { orderOf } from './pedido.ts';

interface Props {
  /** Whoever orders for itself; absent where somebody calls in. */
  readonly clienteId?: string;
}

/** `/torre/ordenes/nueva`, `/cliente/nueva`: an order that somebody calls in, or its customer makes. */
export function NuevaOrden({ clienteId }: Props) {
  const { route } = useLocation();
  const [opening, setOpening] = useState(false);
  const { send, sending, error, canRetry } = useCommand({
    hecho: 'Orden creada',
    alHacer: ({ id, version }) => {
      setOpening(true);
      // The page of the order opens once there is something to show; it says itself what it cannot read.
      const open = () => route(at(`${clienteId === undefined ? '/torre/ordenes' : '/cliente'}/${id}`));
      read(`/ordenes/${id}?desdeVersion=${version ?? 1}`).then(open, open);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send('/ordenes', orderOf(new FormData(event.target as HTMLFormElement)));
  };
  return (
    <main class="hoja estrecha">
      <h1>Nueva orden</h1>
      <form class="panel ajustes" onSubmit={submit}>
        <div class="par">
          {clienteId === undefined ? (
            <Campo name="clienteId" says="Cliente" required placeholder="tienda-42" />
          ) : (
            <input type="hidden" name="clienteId" value={clienteId} />
          )}
          <Campo
            name="referencia"
            says={clienteId === undefined ? 'Referencia del cliente (opcional)' : 'Su referencia (opcional)'}
          />
          <CamposDestinatario />
        </div>
        <CampoCorreo />
        <CamposDestino />
        <Productos />
        <CamposVentana />
        <CampoNotas />
        <label class="opcion">
          <input type="checkbox" name="urgente" />
          Urgente: prioridad alta
        </label>
        {error !== undefined && <Aviso error={error} />}
        <div class="botones">
          <button type="submit" disabled={sending || opening}>
            {sending || opening ? 'Enviando…' : canRetry ? 'Reintentar' : 'Crear orden'}
          </button>
        </div>
      </form>
    </main>
  );
}
