import { useEffect, useRef, useState } from 'preact/hooks';
import SignaturePad from 'signature_pad';
import { enJpeg } from './foto.ts';

/** Gives the signature as a picture; nothing, where nobody has signed. */
export type Trazada = () => Promise<Blob | undefined>;

/** Dark on light in any theme: it is a paper. */
const PAPEL = '#ffffff';
const TINTA = '#1b2723';

/** Somewhere to sign with a finger. */
export function Firma({ trazada, alTrazar }: { trazada: { current: Trazada | undefined }; alTrazar: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad>(undefined);
  const [trazo, setTrazo] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const made = new SignaturePad(element, { backgroundColor: PAPEL, penColor: TINTA });
    pad.current = made;
    made.addEventListener('endStroke', () => {
      setTrazo(true);
      alTrazar();
    });
    const fit = () => {
      const strokes = made.toData();
      const scale = Math.min(2, window.devicePixelRatio || 1);
      element.width = element.offsetWidth * scale;
      element.height = element.offsetHeight * scale;
      element.getContext('2d')?.scale(scale, scale);
      made.fromData(strokes);
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.off();
    };
  }, []);
  const borrar = () => {
    pad.current?.clear();
    setTrazo(false);
  };
  trazada.current = async () => {
    const element = canvas.current;
    if (!element || !pad.current || pad.current.isEmpty()) return undefined;
    return (await enJpeg(element, 0.7)) ?? undefined;
  };
  return (
    <div class="firma">
      <canvas ref={canvas} role="img" aria-label="Espacio para firmar con el dedo" />
      <button type="button" class="discreto" disabled={!trazo} onClick={borrar}>
        Borrar firma
      </button>
    </div>
  );
}
