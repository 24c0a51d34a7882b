import { partsOf } from '../core/format.ts';

/** A text whose codes and house numbers (`CAFE-500`, `# 82-71`) no line breaks at their hyphens. */
export function Entero({ texto }: { readonly texto: string }) {
  return (
    <>
      {partsOf(texto).map((part, index) =>
        index % 2 === 1 ? (
          <span key={`${index} ${part}`} class="entero">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
