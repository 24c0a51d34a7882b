import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { useReport } from '../core/reading.ts';
import { Panel } from '../piezas/Panel.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { useOrdenesDe } from './ordenesDe.ts';
import { type AvisoEnviado, RenglonAviso } from './RenglonAviso.tsx';

const STATES = {
  aceptada: 'Aceptado por el proveedor',
  entregada: 'Entregado',
  rechazada: 'Rechazado',
  porEnviar: 'Por enviar',
  enviando: 'Saliendo',
  aplazada: 'Aplazado',
  omitida: 'Omitido',
  sinProveedor: 'Sin proveedor',
};

/** `/torre/avisos`: what customers were told, the newest first. */
export function Avisos() {
  const { query, route } = useLocation();
  const asked = new URLSearchParams();
  for (const name of ['estado', 'canal', 'clienteId'] as const) if (query[name]) asked.set(name, query[name]);
  const { data, reading, again } = useReport<{
    readonly elementos: readonly AvisoEnviado[];
    readonly siguiente?: string;
  }>(`/avisos?${new URLSearchParams([...asked, ['limite', '100']])}`, { everyMs: 10_000 });
  const go = (name: string, value: string) => {
    const next = new URLSearchParams(asked);
    if (value) next.set(name, value);
    else next.delete(name);
    route(at(`/torre/avisos${next.size > 0 ? `?${next}` : ''}`));
  };
  const avisos = data.value?.elementos ?? [];
  const nombreDe = useOrdenesDe(avisos.flatMap(({ ordenId }) => ordenId ?? []));
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Avisos enviados</h1>
        <label class="en-linea">
          <span>Canal</span>
          <select value={query.canal ?? ''} onChange={({ currentTarget }) => go('canal', currentTarget.value)}>
            <option value="">Todos</option>
            <option value="sms">SMS</option>
            <option value="correo">Correo</option>
          </select>
        </label>
        <label class="en-linea">
          <span>Estado</span>
          <select value={query.estado ?? ''} onChange={({ currentTarget }) => go('estado', currentTarget.value)}>
            <option value="">Todos</option>
            {Object.entries(STATES).map(([one, says]) => (
              <option key={one} value={one}>
                {says}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Panel
        titulo={data.value ? `Los últimos ${avisos.length}` : 'Los últimos'}
        reading={reading}
        again={again}
        lineas={8}
      >
        {avisos.length === 0 ? (
          <Vacio
            frase={asked.size > 0 ? 'No hay avisos con estos filtros.' : 'Todavía no se ha enviado ningún aviso.'}
            accion={asked.size > 0 && <a href={at('/torre/avisos')}>Quitar filtros</a>}
          />
        ) : (
          <ul class="avisos">
            {avisos.map((aviso) => (
              <RenglonAviso
                key={`${aviso.ordenId} ${aviso.hito} ${aviso.canal} ${aviso.en}`}
                aviso={aviso}
                nombre={aviso.ordenId && nombreDe(aviso.ordenId)}
              />
            ))}
          </ul>
        )}
      </Panel>
    </main>
  );
}
