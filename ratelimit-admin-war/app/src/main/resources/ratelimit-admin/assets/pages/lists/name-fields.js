import {html} from '../../html.js';
import {Field, TextField} from '../../parts/field.js';
import {KINDS} from './kinds.js';

/**
 * Asks whom an entry means; where that is settled, shows it.
 *
 * @param onChange takes {kind} or {text}
 */
export function NameFields({settled, kind, text, fault, onChange}) {
  if (settled !== null) return html`<p class="settled"><code>${settled}</code>${fault && html`<small class="error" role="alert">${fault}</small>`}</p>`;
  return html`
    <div class="fields">
      <${Field} label="Kind of entry">${attributes => html`
        <select ...${attributes} data-focus value=${kind} onChange=${event => onChange({kind: event.target.value})}>
          ${Object.entries(KINDS).map(([id, {label}]) => html`<option key=${id} value=${id} selected=${id === kind}>${label}</option>`)}
        </select>`}</${Field}>
      <${TextField} label=${KINDS[kind].text} required value=${text} onInput=${value => onChange({text: value})} help=${KINDS[kind].help} error=${fault} />
    </div>`;
}
