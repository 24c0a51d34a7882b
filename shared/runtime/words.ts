import type * as z from 'zod';

/** What is wrong with a field of an input, as a sentence in Spanish. For `z.config({ customError })`. */
export function wordsFor(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Falta' : `Debe ser ${KINDS[issue.expected] ?? 'de otro tipo'}`;
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), issue.inclusive === false ? 'mayor que' : 'como mínimo');
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), issue.inclusive === false ? 'menor que' : 'como máximo');
    case 'invalid_value':
      return issue.values.length === 1
        ? `Debe ser ${String(issue.values[0])}`
        : `Debe ser uno de: ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'No tiene la forma debida';
    case 'unrecognized_keys':
      return 'Tiene campos que no se conocen';
    case 'invalid_union':
      return 'No tiene ninguna de las formas que se admiten';
    default:
      return 'No es válido';
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'un texto',
  number: 'un número',
  int: 'un número entero',
  boolean: 'true o false',
  object: 'un objeto',
  array: 'una lista',
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'Debe ser un UUID',
  date: 'Debe ser una fecha, como 2030-01-15',
};

type Bound = 'como mínimo' | 'como máximo' | 'mayor que' | 'menor que';

function bound(origin: string, n: number, how: Bound): string {
  if (origin === 'string') return `Debe tener ${how} ${n} ${n === 1 ? 'carácter' : 'caracteres'}`;
  if (origin === 'array') return `Debe tener ${how} ${n} ${n === 1 ? 'elemento' : 'elementos'}`;
  return `Debe ser ${how} ${n}`;
}
