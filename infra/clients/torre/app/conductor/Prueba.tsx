import { useEffect, useRef, useState } from 'preact/hooks';
import { Icono } from '../piezas/Icono.tsx';
import { Firma, type Trazada } from './Firma.tsx';
import { reducida } from './foto.ts';

/** Gives the proof as a picture; nothing, where there is none yet. */
export type Tomada = () => Promise<Blob | undefined>;

/** The proof of a delivery: a signature on the screen, or a photograph. */
export function Prueba({ tomar, alTomar }: { tomar: { current: Tomada | undefined }; alTomar: () => void }) {
  const [modo, setModo] = useState<'firma' | 'foto'>('firma');
  const [foto, setFoto] = useState<{ readonly blob: Blob; readonly url: string } | undefined>(undefined);
  const [mala, setMala] = useState(false);
  const firma = useRef<Trazada>(undefined);
  tomar.current = async () => (modo === 'foto' ? foto?.blob : firma.current?.());
  useEffect(() => () => foto && URL.revokeObjectURL(foto.url), [foto]);
  const elegir = async (event: Event) => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    try {
      const blob = await reducida(file);
      setFoto({ blob, url: URL.createObjectURL(blob) });
      setMala(false);
      alTomar();
    } catch {
      setMala(true);
    }
  };
  return (
    <fieldset id="prueba" tabIndex={-1}>
      <legend>Prueba</legend>
      <div class="modos">
        <button type="button" class="secundario" aria-pressed={modo === 'firma'} onClick={() => setModo('firma')}>
          Firma
        </button>
        <button type="button" class="secundario" aria-pressed={modo === 'foto'} onClick={() => setModo('foto')}>
          Foto
        </button>
      </div>
      {modo === 'firma' ? (
        <Firma trazada={firma} alTrazar={alTomar} />
      ) : (
        <>
          {foto && <img class="foto" src={foto.url} alt="La foto que se enviará" />}
          <label class="boton secundario">
            <Icono nombre="camara" /> {foto ? 'Tomar otra' : 'Tomar foto'}
            <input class="oculto" type="file" accept="image/*" capture="environment" onChange={elegir} />
          </label>
          {mala && <p class="tono-mal">La foto no se puede usar. Tómela de nuevo.</p>}
        </>
      )}
    </fieldset>
  );
}
