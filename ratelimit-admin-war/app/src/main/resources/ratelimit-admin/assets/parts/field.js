import {html, useRef} from '../html.js';

let next = 0;

/**
 * A labelled control with what helps below it, and what is wrong with it instead.
 *
 * @param control a function of the attributes that tie a control to label and help
 */
export function Field({label, help, error, children: control}) {
  const id = useRef(`field-${next++}`).current;
  const told = error || help;
  const attributes = {id, 'aria-describedby': told ? `${id}-help` : null, 'aria-invalid': error ? 'true' : null};
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control(attributes)}
      ${told && html`<small id=${`${id}-help`} class=${error ? 'error' : ''}>${told}</small>`}
    </div>`;
}

/** A field of one line of text; with isFirst it has the focus first in a dialog. */
export function TextField({value, onInput, type = 'text', required = false, placeholder, isFirst = false, ...field}) {
  return html`<${Field} ...${field}>${attributes => html`
    <input ...${attributes} type=${type} value=${value} required=${required} placeholder=${placeholder}
      data-focus=${isFirst || null} autocomplete="off" spellcheck=${false} onInput=${event => onInput(event.target.value)} />`}</${Field}>`;
}

/** A field with a choice of [value, text] pairs. */
export function SelectField({value, onInput, options, ...field}) {
  return html`<${Field} ...${field}>${attributes => html`
    <select ...${attributes} value=${value} onChange=${event => onInput(event.target.value)}>
      ${options.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`)}
    </select>`}</${Field}>`;
}

/** A box to check. */
export function CheckField({label, help, checked, onInput}) {
  const id = useRef(`check-${next++}`).current;
  return html`
    <div class="field check">
      <label for=${id}><input id=${id} type="checkbox" checked=${checked} aria-describedby=${help ? `${id}-help` : null}
        onChange=${event => onInput(event.target.checked)} /> ${label}</label>
      ${help && html`<small id=${`${id}-help`}>${help}</small>`}
    </div>`;
}
