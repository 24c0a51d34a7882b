import type { InputHTMLAttributes } from 'preact';

type Props = {
  readonly name: string;
  readonly says: string;
  readonly hint?: string;
} & InputHTMLAttributes<HTMLInputElement>;

/** A field of a form with its label, and beneath it what helps to fill it in. */
export function Campo({ name, says, hint, ...rest }: Props) {
  return (
    <div class="campo">
      <label for={name}>{says}</label>
      <input
        id={name}
        name={name}
        autocomplete="off"
        {...rest}
        {...(hint !== undefined && { 'aria-describedby': `${name}-ayuda` })}
      />
      {hint !== undefined && (
        <span id={`${name}-ayuda`} class="tenue chica">
          {hint}
        </span>
      )}
    </div>
  );
}
