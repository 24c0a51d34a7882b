import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { Preferencias } from './Preferencias.tsx';
import { Webhook } from './Webhook.tsx';

/** What a customer is told of its orders, and its own system. Whose it is stands in the address. */
export function AjustesCliente() {
  const { query, route } = useLocation();
  const chosen = query.cliente;
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    const clienteId = String(new FormData(event.currentTarget as HTMLFormElement).get('cliente')).trim();
    route(at(`/torre/ajustes${clienteId === '' ? '' : `?cliente=${encodeURIComponent(clienteId)}`}`));
  };
  return (
    <>
      <h2 class="titulo-parte">Avisos de un cliente</h2>
      <form class="elegir" onSubmit={choose}>
        <label for="cliente">Cliente</label>
        <input
          key={chosen}
          id="cliente"
          name="cliente"
          defaultValue={chosen ?? ''}
          placeholder="tienda-42"
          autocomplete="off"
          pattern="[A-Za-z0-9][A-Za-z0-9_\-]{2,63}"
          title="De 3 a 64 letras sin tilde, cifras o guiones"
        />
        <button type="submit" class="secundario">
          Ver
        </button>
      </form>
      {chosen && (
        <>
          <Preferencias key={`p ${chosen}`} clienteId={chosen} />
          <Webhook key={`w ${chosen}`} clienteId={chosen} />
        </>
      )}
    </>
  );
}
