/** Members of outputs that are maps where their JSON is a plain object, in the services that still answer in XML. */
const MAPS = new Set(['Attributes']);

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/** An output as the query protocol writes it: lists as `<member>`, maps as `<entry><key/><value/></entry>`. */
export function toXml(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${contentOf(name, value)}</${name}>`;
}

function contentOf(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => toXml('member', item)).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  if (MAPS.has(name)) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return entries.map(([key, member]) => `<entry>${toXml('key', key)}${toXml('value', member)}</entry>`).join('');
  }
  return Object.entries(value)
    .map(([key, member]) => toXml(key, member))
    .join('');
}

/** Text as it may stand between tags. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}
