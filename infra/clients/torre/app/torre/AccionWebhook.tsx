import type { Done } from '../core/api.ts';
import { toWhom } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { HITOS } from './hitos.ts';
import type { UnWebhook } from './Webhook.tsx';

/** What can be done with a webhook. */
export type WhichOfWebhook = 'fijar' | 'probar' | 'rotar' | 'retirar';

interface Props {
  readonly which: WhichOfWebhook;
  readonly clienteId: string;
  readonly webhook: UnWebhook | undefined;
  readonly cerrar: () => void;
  readonly alHacer: (done: Done) => void;
}

/** One of them as a dialog. */
export function AccionWebhook({ which, clienteId, webhook, ...shared }: Props) {
  const own = `/clientes/${clienteId}/webhook`;
  switch (which) {
    case 'fijar':
      return (
        <Accion
          {...shared}
          titulo={`Webhook de ${clienteId}`}
          consecuencia={`${toWhom('El sistema del cliente', 'Su sistema')} recibe en esta dirección lo que se marque. Si es nuevo, verá su secreto una sola vez.`}
          path={own}
          metodo="PUT"
          cuerpo={(form) => ({ url: String(form.get('url')).trim(), hitos: form.getAll('hitos') })}
          hacer="Fijar"
          hecho="Webhook fijado"
        >
          <div class="campo">
            <label for="url">Dirección (https)</label>
            <input id="url" name="url" type="url" required maxLength={500} defaultValue={webhook?.url ?? ''} />
          </div>
          <fieldset class="opciones">
            <legend>De qué se le informa</legend>
            {Object.entries(HITOS).map(([name, says]) => (
              <label key={name} class="opcion">
                <input
                  type="checkbox"
                  name="hitos"
                  value={name}
                  defaultChecked={webhook?.hitos.includes(name) ?? true}
                />
                {says}
              </label>
            ))}
          </fieldset>
        </Accion>
      );
    case 'probar':
      return (
        <Accion
          {...shared}
          titulo="Probar el webhook"
          consecuencia={`Se envía un mensaje de prueba firmado. Lo que respondió ${toWhom('el sistema del cliente', 'su sistema')} se ve en las entregas.`}
          path={`${own}/prueba`}
          cuerpo={() => ({})}
          hacer="Enviar la prueba"
          hecho="Prueba enviada"
        />
      );
    case 'rotar':
      return (
        <Accion
          {...shared}
          titulo="Cambiar el secreto"
          consecuencia="Verá el secreto nuevo una sola vez. Durante un día los mensajes llevan la firma del nuevo y la del anterior."
          path={`${own}/rotacion`}
          cuerpo={() => ({})}
          hacer="Cambiar el secreto"
          hecho="Secreto cambiado"
        />
      );
    case 'retirar':
      return (
        <Accion
          {...shared}
          titulo="Retirar el webhook"
          consecuencia={`${toWhom('El sistema del cliente', 'Su sistema')} no recibe nada más, tampoco lo que espera otro intento.`}
          path={`${own}/retiro`}
          cuerpo={() => ({})}
          hacer="Retirar"
          hecho="Webhook retirado"
          peligro
        />
      );
  }
}
