import { useState } from 'preact/hooks';
import { NoSeGuardo } from './NoSeGuardo.tsx';

interface Props {
  readonly hacer: () => Promise<unknown>;
  readonly dice: string;
  readonly grande?: boolean;
  readonly secundario?: boolean;
  readonly alHacer?: () => void;
}

/** A button that keeps something on the telephone; it waits until that is so, and says when it could not be. */
export function Boton({ hacer, dice, grande, secundario, alHacer }: Props) {
  const [estado, setEstado] = useState<'listo' | 'ocupado' | 'sinEspacio'>('listo');
  const act = () => {
    setEstado('ocupado');
    hacer().then(
      () => {
        setEstado('listo');
        alHacer?.();
      },
      () => setEstado('sinEspacio'),
    );
  };
  const clase = [grande && 'grande', secundario && 'secundario'].filter(Boolean).join(' ');
  return (
    <>
      {estado === 'sinEspacio' && <NoSeGuardo />}
      <button type="button" class={clase} disabled={estado === 'ocupado'} onClick={act}>
        {dice}
      </button>
    </>
  );
}
