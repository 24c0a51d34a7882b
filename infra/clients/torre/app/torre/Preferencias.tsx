import { useState } from 'preact/hooks';
import { clock } from '../core/format.ts';
import { useReport } from '../core/reading.ts';
import { may, toWhom } from '../core/session.ts';
import { Accion } from '../piezas/Accion.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { GRUPOS, type Grupo } from './hitos.ts';

interface Dichas {
  readonly canales: { readonly sms: readonly Grupo[]; readonly correo: readonly Grupo[] };
  readonly silencio?: { readonly desde: string; readonly hasta: string };
  /** Absent while the customer has said nothing. */
  readonly fijadasEn?: string;
}

const CANALES = { sms: 'SMS', correo: 'Correo' } as const;
const ALL = Object.keys(GRUPOS) as Grupo[];

/** Which messages go out about a customer's orders, by which channel, and when none does. */
export function Preferencias({ clienteId }: { readonly clienteId: string }) {
  const own = `/clientes/${clienteId}/preferencias`;
  const [since, setSince] = useState<number | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const { data, reading, again } = useReport<Dichas>(`${own}${since === undefined ? '' : `?desdeVersion=${since}`}`, {
    everyMs: 60_000,
  });
  const said = data.value;
  return (
    <Panel
      titulo="Preferencias"
      reading={reading}
      again={again}
      junto={
        said &&
        may('notificaciones:escribir') && (
          <button type="button" class="secundario" onClick={() => setOpen(true)}>
            Cambiar preferencias
          </button>
        )
      }
    >
      {said && (
        <dl class="ficha-orden">
          {(['sms', 'correo'] as const).map((canal) => (
            <div key={canal}>
              <dt>{CANALES[canal]}</dt>
              <dd>{wordsOf(said.canales[canal])}</dd>
            </div>
          ))}
          <div>
            <dt>Silencio</dt>
            <dd>
              {said.silencio ? `De ${clock(said.silencio.desde)} a ${clock(said.silencio.hasta)}` : 'A ninguna hora'}
            </dd>
          </div>
        </dl>
      )}
      {said && said.fijadasEn === undefined && (
        <p class="nota-grafica tenue">
          {toWhom('El cliente no ha dicho nada: sale todo.', 'Usted no ha dicho nada: le avisamos de todo.')}
        </p>
      )}
      {open && said && (
        <Accion
          titulo={`Preferencias de ${clienteId}`}
          consecuencia="Vale para los avisos que salgan desde ahora. Que la orden va en camino, o que no se pudo entregar, sale también en silencio."
          path={own}
          metodo="PUT"
          cuerpo={saidIn}
          hacer="Guardar"
          hecho="Preferencias guardadas"
          cerrar={() => setOpen(false)}
          alHacer={({ version }) => setSince(version)}
        >
          <Campos said={said} />
        </Accion>
      )}
    </Panel>
  );
}

function Campos({ said: { canales, silencio } }: { said: Dichas }) {
  return (
    <>
      {(['sms', 'correo'] as const).map((canal) => (
        <fieldset key={canal} class="opciones">
          <legend>{CANALES[canal]}</legend>
          {ALL.map((grupo) => (
            <label key={grupo} class="opcion">
              <input type="checkbox" name={canal} value={grupo} defaultChecked={canales[canal].includes(grupo)} />
              {GRUPOS[grupo]}
            </label>
          ))}
        </fieldset>
      ))}
      <fieldset class="opciones">
        <legend>Silencio (hora de Colombia; vacío, ninguno)</legend>
        <div class="par">
          <label>
            Desde
            <input type="time" name="desde" defaultValue={silencio?.desde ?? ''} />
          </label>
          <label>
            Hasta
            <input type="time" name="hasta" defaultValue={silencio?.hasta ?? ''} />
          </label>
        </div>
      </fieldset>
    </>
  );
}

function wordsOf(grupos: readonly Grupo[]): string {
  if (grupos.length === 0) return 'Nada';
  if (grupos.length === ALL.length) return 'Todo';
  const all = grupos.map((grupo) => GRUPOS[grupo].toLowerCase()).join(', ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** An hour without its other one is sent as it is: the server says what is missing. */
function saidIn(form: FormData): object {
  const [desde, hasta] = [String(form.get('desde')), String(form.get('hasta'))];
  return {
    canales: { sms: form.getAll('sms'), correo: form.getAll('correo') },
    ...((desde || hasta) && { silencio: { desde, hasta } }),
  };
}
