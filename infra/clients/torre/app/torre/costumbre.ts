import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { read } from '../core/api.ts';
import { type Cifras, meanOf, sameWeekday } from './cifras.ts';

const WEEKS = 4;

/** What is usual on such a weekday, hour by hour and span by span. */
interface Costumbre {
  readonly porHora: readonly number[] | undefined;
  readonly plazos: readonly number[] | undefined;
}

/** The means of the same weekday in the weeks before `dia`. Without them figures have no comparison, and are right all the same. */
export function useCostumbre(dia: string): ReadonlySignal<Costumbre | undefined> {
  const usual = useSignal<Costumbre | undefined>(undefined);
  useEffect(() => {
    Promise.all(sameWeekday(dia, WEEKS).map((one) => read<Cifras>(`/analitica?desde=${one}&hasta=${one}`))).then(
      (days) => {
        usual.value = {
          porHora: meanOf(days.map(({ porHora }) => porHora)),
          plazos: meanOf(days.map(({ plazos }) => plazos.map(({ entregas }) => entregas))),
        };
      },
      () => {
        usual.value = undefined;
      },
    );
  }, [dia]);
  return usual;
}
