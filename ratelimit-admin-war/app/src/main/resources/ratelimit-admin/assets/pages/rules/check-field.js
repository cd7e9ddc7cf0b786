import {html, useRef} from '../../html.js';

let next = 0;

/** A box to check, with what helps below it. */
export function CheckField({label, help, checked, onInput}) {
  const id = useRef(`check-${next++}`).current;
  return html`
    <div class="field check">
      <label for=${id}><input id=${id} type="checkbox" checked=${checked} aria-describedby=${help ? `${id}-help` : null}
        onChange=${event => onInput(event.target.checked)} /> ${label}</label>
      ${help && html`<small id=${`${id}-help`}>${help}</small>`}
    </div>`;
}
