/** How JSON is written: what is short stands in one line, so that a line of a diff is a field or a limit. */
const WIDTH = 62;

/** @param before what stands before it in its line, where it is within something */
export function jsonText(value, indent = '', before = null) {
  const line = inline(value);
  if (typeof value !== 'object' || value === null || (before !== null && before.length + line.length <= WIDTH)) return line;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map(one => deeper + jsonText(one, deeper, deeper))
    : Object.entries(value).map(([name, one]) => field(name, one, deeper));
  return items.length === 0 ? open + close : `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

function field(name, value, indent) {
  const before = `${indent}${JSON.stringify(name)}: `;
  return before + jsonText(value, indent, before);
}

function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${inline(one)}`).join(', ')}}`;
}
