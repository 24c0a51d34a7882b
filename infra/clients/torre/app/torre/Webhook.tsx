import { useState } from 'preact/hooks';
import { announce } from '../core/announce.ts';
import type { Done } from '../core/api.ts';
import { now } from '../core/clock.ts';
import { moment, plural } from '../core/format.ts';
import { useReport } from '../core/reading.ts';
import { may, toWhom } from '../core/session.ts';
import { Dialogo } from '../piezas/Dialogo.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { AccionWebhook, type WhichOfWebhook } from './AccionWebhook.tsx';
import { EntregasWebhook } from './EntregasWebhook.tsx';
import { hitoInWords } from './hitos.ts';

/** Where a customer's own system listens, as `GET /clientes/{clienteId}/webhook` answers it. */
export interface UnWebhook {
  readonly estado: 'activo' | 'desactivado';
  readonly url: string;
  readonly hitos: readonly string[];
  readonly serie: number;
  readonly anteriorHasta?: string;
  readonly desde: string;
  readonly codigo?: 'yaNoExiste' | 'noResponde';
}

const WHY = {
  yaNoExiste: 'el sistema que lo recibe dijo que ya no existe',
  noResponde: 'el sistema que lo recibe no recibió nada en tres días',
} as const;

/** A customer's webhook: where it goes, what it tells, what was told, and what can be done with it. */
export function Webhook({ clienteId }: { readonly clienteId: string }) {
  const [since, setSince] = useState<number | undefined>(undefined);
  const [open, setOpen] = useState<WhichOfWebhook | undefined>(undefined);
  const [secret, setSecret] = useState<string | undefined>(undefined);
  const { data, reading, again } = useReport<UnWebhook>(
    `/clientes/${clienteId}/webhook${since === undefined ? '' : `?desdeVersion=${since}`}`,
    { everyMs: 60_000, mayLack: true },
  );
  const webhook = data.value;
  const isRead = reading.value.readAt !== undefined;
  const done = ({ version, secreto }: Done) => {
    setSince(version);
    if (typeof secreto === 'string') setSecret(secreto);
  };
  return (
    <>
      <Panel titulo="Webhook" reading={reading} again={again}>
        {webhook ? (
          <Ficha webhook={webhook} />
        ) : (
          <Vacio frase={toWhom('Este cliente no tiene un webhook.', 'Usted no tiene un webhook.')} />
        )}
        {isRead && may('notificaciones:escribir') && (
          <div class="acciones acciones-panel">
            <button type="button" onClick={() => setOpen('fijar')}>
              {webhook ? 'Cambiar' : 'Fijar webhook'}
            </button>
            {webhook?.estado === 'activo' && (
              <button type="button" class="secundario" onClick={() => setOpen('probar')}>
                Probar
              </button>
            )}
            {webhook && (
              <>
                <button type="button" class="secundario" onClick={() => setOpen('rotar')}>
                  Cambiar el secreto
                </button>
                <button type="button" class="secundario" onClick={() => setOpen('retirar')}>
                  Retirar
                </button>
              </>
            )}
          </div>
        )}
      </Panel>
      <EntregasWebhook clienteId={clienteId} />
      {open !== undefined && (
        <AccionWebhook
          which={open}
          clienteId={clienteId}
          webhook={webhook}
          cerrar={() => setOpen(undefined)}
          alHacer={done}
        />
      )}
      {secret !== undefined && <Secreto secret={secret} cerrar={() => setSecret(undefined)} />}
    </>
  );
}

function Ficha({ webhook: { estado, url, hitos, desde, codigo, serie, anteriorHasta } }: { webhook: UnWebhook }) {
  const isBothValid = anteriorHasta !== undefined && Date.parse(anteriorHasta) > now.value;
  return (
    <dl class="ficha-orden">
      <div>
        <dt>Estado</dt>
        <dd>
          {estado === 'activo' ? 'Activo' : <b class="tono-mal con-tono">Desactivado</b>} desde {moment(desde)}
          {codigo && `: ${WHY[codigo]}`}
        </dd>
      </div>
      <div>
        <dt>Dirección</dt>
        <dd class="mono">{url}</dd>
      </div>
      <div>
        <dt>Secreto</dt>
        <dd>
          Número {serie}
          {isBothValid && `; el anterior vale hasta ${moment(anteriorHasta)}`}
        </dd>
      </div>
      <div>
        <dt>{plural(hitos.length, 'hito', 'hitos')}</dt>
        <dd>{hitos.map(hitoInWords).join(' · ')}</dd>
      </div>
    </dl>
  );
}

function Secreto({ secret, cerrar }: { secret: string; cerrar: () => void }) {
  return (
    <Dialogo titulo="El secreto del webhook" cerrar={cerrar}>
      <p>
        Guárdelo ahora: no se puede volver a mostrar. Con él {toWhom('el sistema del cliente', 'su sistema')} comprueba
        la firma de cada mensaje.
      </p>
      <p class="mono corrido secreto">{secret}</p>
      <div class="botones">
        <button
          type="button"
          class="secundario"
          onClick={() => navigator.clipboard.writeText(secret).then(() => announce('Secreto copiado'))}
        >
          Copiar
        </button>
        <button type="button" onClick={cerrar}>
          Ya lo guardé
        </button>
      </div>
    </Dialogo>
  );
}
