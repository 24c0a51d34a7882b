import { moment } from '../core/format.ts';

/** A message to a customer, as `GET /avisos` answers it. */
export interface AvisoEnviado {
  readonly hito: string;
  readonly canal: 'sms' | 'correo';
  readonly estado: 'enviando' | 'enviada' | 'omitida' | 'aplazada' | 'fallida';
  readonly en: string;
  readonly asunto: string | null;
  readonly texto: string | null;
  readonly clienteId?: string;
  readonly ordenId?: string;
}

const STATES: Readonly<Record<AvisoEnviado['estado'], readonly [string, string]>> = {
  enviando: ['enviándose', 'tenue'],
  enviada: ['enviado', 'acento'],
  omitida: ['omitido', 'aviso'],
  aplazada: ['aplazado', 'aviso'],
  fallida: ['falló', 'mal'],
};

/** One message: what it said, by which channel, and what became of it. */
export function RenglonAviso({ aviso }: { aviso: AvisoEnviado }) {
  const { canal, estado, en, asunto, texto } = aviso;
  const [says, tone] = STATES[estado];
  return (
    <li>
      <span class="tenue">
        <time dateTime={en}>{moment(en)}</time> · {canal === 'sms' ? 'SMS' : 'Correo'} ·{' '}
        <span class={`tono-${tone} con-tono`}>{says}</span>
      </span>
      {asunto && <span class="fuerte">{asunto}</span>}
      <span>{texto ?? 'El texto se olvidó con los datos del cliente.'}</span>
    </li>
  );
}
