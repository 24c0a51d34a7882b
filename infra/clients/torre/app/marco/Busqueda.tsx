import { useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { useKeys } from '../core/keys.ts';

interface Props {
  readonly pista: string;
  /** The page that what was typed leads to, under the root. */
  readonly destino: (text: string) => string;
}

/** A search that leads to a page. `/` brings one here. */
export function Busqueda({ pista, destino }: Props) {
  const { route } = useLocation();
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', says: 'Buscar', act: () => field.current?.focus() }]);
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text === '') return;
    route(at(destino(text)));
    field.current?.blur();
  };
  return (
    <search class="busqueda">
      <form onSubmit={search}>
        <input
          ref={field}
          type="search"
          placeholder={pista}
          aria-label={pista}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
        />
        <span class="tecla">/</span>
      </form>
    </search>
  );
}
