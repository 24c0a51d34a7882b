import { Preferencias } from '../torre/Preferencias.tsx';
import { Webhook } from '../torre/Webhook.tsx';

/** `/cliente/avisos`: what goes out about a customer's orders, and where its own system listens. */
export function AvisosCliente({ clienteId }: { readonly clienteId: string }) {
  return (
    <main class="hoja estrecha">
      <h1>Avisos</h1>
      <Preferencias clienteId={clienteId} />
      <Webhook clienteId={clienteId} />
    </main>
  );
}
