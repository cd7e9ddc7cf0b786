import {html, useState} from '../../html.js';
import {TextField} from '../../parts/field.js';
import {listOf, typed} from './draft.js';

/** A field of a number; what is none is kept as it was typed, for the server to say so. */
export function NumberField(props) {
  return html`<${ParsedField} ...${props} parse=${typed} write=${value => value === undefined || value === null ? '' : String(value)} />`;
}

/** A field of several texts, by commas. */
export function ListField(props) {
  return html`<${ParsedField} ...${props} parse=${listOf} write=${values => values.join(', ')} />`;
}

/** What was typed stays as long as it means the value, so that '0.' or 'a, ' can be typed on. */
function ParsedField({value, parse, write, onInput, ...field}) {
  const [text, setText] = useState(() => write(value));
  const shown = JSON.stringify(parse(text)) === JSON.stringify(value ?? undefined) ? text : write(value);
  const input = next => {
    setText(next);
    onInput(parse(next));
  };
  return html`<${TextField} ...${field} value=${shown} onInput=${input} />`;
}
