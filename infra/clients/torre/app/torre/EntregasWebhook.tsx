import { at } from '../core/config.ts';
import { moment, number, plural } from '../core/format.ts';
import { useReport } from '../core/reading.ts';
import { toWhom } from '../core/session.ts';
import { Panel } from '../piezas/Panel.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { hitoInWords } from './hitos.ts';
import { useOrdenesDe } from './ordenesDe.ts';

interface EntregaDeWebhook {
  readonly id: string;
  readonly tipo: string;
  readonly ordenId?: string;
  readonly ocurrio: string;
  readonly estado: 'entregada' | 'reintentando' | 'fallida' | 'descartada';
  readonly intentos: readonly { readonly en: string; readonly resultado: string; readonly ms: number }[];
}

const STATES: Readonly<Record<EntregaDeWebhook['estado'], readonly [string, string]>> = {
  entregada: ['recibido', 'acento'],
  reintentando: ['se reintenta', 'aviso'],
  fallida: ['no se recibió', 'mal'],
  descartada: ['descartado', 'tenue'],
};

/** Why there was no answer; of one that there was, its status. */
const RESULTS: Readonly<Record<string, string>> = {
  direccionNoPermitida: 'la dirección no se permite',
  sinRespuesta: 'no respondió a tiempo',
  sinConexion: 'no hubo conexión',
};

/** What a customer's own system was told, the newest first, and what it answered. */
export function EntregasWebhook({ clienteId }: { readonly clienteId: string }) {
  const { data, reading, again } = useReport<{
    readonly elementos: readonly EntregaDeWebhook[];
    readonly siguiente?: string;
  }>(`/clientes/${clienteId}/webhook/entregas?limite=50`, { everyMs: 5_000 });
  const entregas = data.value?.elementos ?? [];
  const nombreDe = useOrdenesDe(entregas.flatMap(({ ordenId }) => ordenId ?? []));
  return (
    <Panel titulo="Entregas del webhook" reading={reading} again={again} lineas={3}>
      {entregas.length === 0 ? (
        <Vacio frase="En los últimos 30 días no se le ha enviado nada." />
      ) : (
        <ul class="avisos">
          {entregas.map((entrega) => (
            <Renglon key={entrega.id} entrega={entrega} nombreDe={nombreDe} />
          ))}
        </ul>
      )}
      {data.value?.siguiente !== undefined && <p class="vacio">Se muestran las 50 más nuevas.</p>}
    </Panel>
  );
}

interface RenglonProps {
  readonly entrega: EntregaDeWebhook;
  readonly nombreDe: (ordenId: string) => string;
}

function Renglon({ entrega: { tipo, ordenId, ocurrio, estado, intentos }, nombreDe }: RenglonProps) {
  const [says, tone] = STATES[estado];
  const last = intentos.at(-1);
  return (
    <li>
      <span class="tenue">
        <time dateTime={ocurrio}>{moment(ocurrio)}</time> · <span class={`tono-${tone} con-tono`}>{says}</span>
      </span>
      <span class="fuerte">
        {hitoInWords(tipo)}
        {ordenId && (
          <>
            {' '}
            · <a href={at(toWhom(`/torre/ordenes/${ordenId}`, `/cliente/${ordenId}`))}>{nombreDe(ordenId)}</a>
          </>
        )}
      </span>
      {last && (
        <span class="tenue">
          {plural(intentos.length, 'intento', 'intentos')}; el último, {moment(last.en)}:{' '}
          {RESULTS[last.resultado] ?? last.resultado} en {number(last.ms)} ms
        </span>
      )}
    </li>
  );
}
