import { useReport } from '../core/reading.ts';
import { toWhom } from '../core/session.ts';
import { Panel } from '../piezas/Panel.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { type AvisoEnviado, RenglonAviso } from './RenglonAviso.tsx';

/** What the customer was told of an order. */
export function AvisosOrden({ ordenId }: { ordenId: string }) {
  const { data, reading, again } = useReport<{ readonly elementos: readonly AvisoEnviado[] }>(
    `/ordenes/${ordenId}/avisos`,
    {
      topic: `orden:${ordenId}`,
      everyMs: 15_000,
    },
  );
  const avisos = data.value?.elementos ?? [];
  return (
    <Panel titulo={toWhom('Avisos al cliente', 'Avisos')} reading={reading} again={again} lineas={2}>
      {avisos.length === 0 ? (
        <Vacio frase="No se le ha enviado nada." />
      ) : (
        <ul class="avisos">
          {avisos.map((aviso) => (
            <RenglonAviso key={`${aviso.hito} ${aviso.canal} ${aviso.en}`} aviso={aviso} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
