/** An element with its properties and children. Text goes in as text, so nothing of the document can become markup. */
export function h(tag, properties, ...children) {
  const { className, ...rest } = properties ?? {};
  const element = Object.assign(document.createElement(tag), rest);
  if (className) element.className = className;
  element.append(...children.flat(2).filter((child) => child !== undefined && child !== false));
  return element;
}

/** Words whose accents a name of the code leaves out. */
const TILDES = {
  analitica: 'analítica',
  cronologia: 'cronología',
  metricas: 'métricas',
  ordenes: 'órdenes',
  vehiculo: 'vehículo',
  vehiculos: 'vehículos',
};

/** A name of the code as people write it: `verCronologia` → `Ver cronología`. */
export function legible(name) {
  const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const text = words.map((word) => TILDES[word] ?? word.replace(/cion$/, 'ción')).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text whose `code` is between backticks, as nodes. */
export function conCodigo(text) {
  return text.split('`').map((part, at) => (at % 2 ? h('code', {}, part) : part));
}

/** Follows a reference inside the document. */
export function resolver(api, part) {
  if (!part?.$ref) return part;
  const steps = part.$ref.slice(2).split('/');
  return steps.reduce((at, step) => at[step], api);
}

/** What a schema allows, in few words. */
function tipo(api, given) {
  const schema = resolver(api, given) ?? {};
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return several.map((one) => tipo(api, one)).join(' | ');
  switch (schema.type) {
    case 'array':
      return `lista de ${tipo(api, schema.items).replace(/^(objeto|texto|entero|número)$/, '$1s')}`;
    case 'object':
      return 'objeto';
    case 'string':
      return { 'date-time': 'fecha y hora', uuid: 'UUID', email: 'correo', uri: 'URI' }[schema.format] ?? 'texto';
    case 'integer':
      return 'entero';
    case 'number':
      return 'número';
    case 'boolean':
      return 'sí o no';
    case 'null':
      return 'null';
    default:
      return 'cualquiera';
  }
}

const REGLAS = [
  ['minimum', (n) => `≥ ${n}`],
  ['exclusiveMinimum', (n) => `> ${n}`],
  ['maximum', (n) => `≤ ${n}`],
  ['minLength', (n) => `${n} o más caracteres`],
  ['maxLength', (n) => `hasta ${n} caracteres`],
  ['minItems', (n) => `${n} o más`],
  ['maxItems', (n) => `hasta ${n}`],
  ['default', (value) => `si falta: ${JSON.stringify(value)}`],
];

/** The limits of a schema. A pattern is told only where no format says more. */
function reglas(schema) {
  // JavaScript's safe integers are what zod writes for "no limit".
  const said = REGLAS.filter(([key]) => key in schema && Math.abs(schema[key]) !== Number.MAX_SAFE_INTEGER);
  const texts = said.map(([key, tell]) => tell(schema[key]));
  return schema.pattern && !schema.format ? [...texts, schema.pattern] : texts;
}

/** The members of a schema as a list; nothing for a plain value. */
export function campos(api, given) {
  const schema = resolver(api, given) ?? {};
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (several) return several.map((one) => campos(api, one)).find(Boolean);
  if (schema.type === 'array') return campos(api, schema.items);
  if (!schema.properties) return undefined;
  const rows = Object.entries(schema.properties).map(([name, member]) =>
    campo(api, { name, member: resolver(api, member), required: schema.required?.includes(name) }),
  );
  return h('ul', { className: 'campos' }, rows);
}

function campo(api, { name, member, required }) {
  const limits = [...reglas(member), ...(member.items ? reglas(resolver(api, member.items)) : [])];
  return h(
    'li',
    {},
    h('code', {}, name),
    ' ',
    h('span', { className: 'tipo' }, tipo(api, member)),
    ' ',
    required && h('span', { className: 'marcador obligatorio' }, 'obligatorio'),
    ' ',
    member.personal && h('span', { className: 'marcador personal', title: 'Se guarda cifrado' }, 'dato personal'),
    limits.length > 0 && h('div', { className: 'reglas' }, limits.join(' · ')),
    member.description && h('div', { className: 'reglas' }, member.description),
    campos(api, member),
  );
}
