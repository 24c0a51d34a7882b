import { at } from '../core/config.ts';
import { moment } from '../core/format.ts';

/** A message to a customer, as `GET /avisos` answers it. */
export interface AvisoEnviado {
  readonly hito: string;
  readonly canal: string;
  readonly estado: string;
  readonly en: string;
  readonly asunto: string | null;
  readonly texto: string | null;
  readonly clienteId?: string;
  readonly ordenId?: string;
  readonly motivo?: string;
}

const CHANNELS: Readonly<Record<string, string>> = { sms: 'SMS', correo: 'Correo' };

/** What is said of each state, and in which tone. One that this page does not know yet is told as it is called. */
const STATES: Readonly<Record<string, readonly [string, string]>> = {
  enviando: ['saliendo', 'tenue'],
  porEnviar: ['por enviar', 'aviso'],
  aceptada: ['aceptado por el proveedor', 'marcha'],
  entregada: ['entregado', 'acento'],
  rechazada: ['rechazado', 'mal'],
  omitida: ['omitido', 'aviso'],
  aplazada: ['aplazado', 'aviso'],
  sinProveedor: ['sin proveedor', 'aviso'],
};

/** One message: what it said, by which channel, and what became of it; among those of other orders, of which it was, by its name. */
export function RenglonAviso({ aviso, nombre }: { aviso: AvisoEnviado; nombre?: string | undefined }) {
  const { canal, estado, en, asunto, texto, ordenId, clienteId, motivo } = aviso;
  const [says, tone] = STATES[estado] ?? [estado, 'tenue'];
  return (
    <li>
      <span class="tenue">
        <time dateTime={en}>{moment(en)}</time> · {CHANNELS[canal] ?? canal} ·{' '}
        <span class={`tono-${tone} con-tono`}>
          {says}
          {motivo !== undefined && ` (${motivo})`}
        </span>
        {nombre !== undefined && (
          <>
            {' · '}
            <a href={at(`/torre/ordenes/${ordenId}`)}>Orden {nombre}</a>
            {clienteId !== undefined && ` de ${clienteId}`}
          </>
        )}
      </span>
      {asunto && <span class="fuerte">{asunto}</span>}
      <span>{texto ?? 'El texto se olvidó con los datos del cliente.'}</span>
    </li>
  );
}
