import {html} from '../../html.js';
import {Field} from '../../parts/field.js';

/** The rule as JSON, and everything the server says about it; the bar below says aloud that there is something. */
export function JsonPanel({text, fault, errors, findings, onInput}) {
  const lines = text.split('\n').length;
  return html`
    <div class="panel rule-json">
      <${Field} label="JSON" error=${fault && `Line ${fault.line}: ${fault.message}.`}>${attributes => html`
        <textarea ...${attributes} aria-describedby=${attributes['aria-describedby'] ?? 'rule-told'} class="code"
          rows=${Math.min(48, Math.max(16, lines + 1))} spellcheck=${false} autocomplete="off" autocapitalize="off"
          value=${text} onInput=${event => onInput(event.target.value)}></textarea>`}</${Field}>
      <div id="rule-told">
        ${!fault && errors.length > 0 && html`
          <p><strong>Not accepted</strong></p>
          <ul class="told">${errors.map(({field, message}) => html`<li key=${field + message} class="error"><code>${field || 'rule'}</code> ${message}</li>`)}</ul>`}
        ${!fault && findings.length > 0 && html`
          <p><strong>Hardly meant</strong></p>
          <ul class="told">${findings.map(finding => html`<li key=${finding} class="finding">${finding}</li>`)}</ul>`}
      </div>
    </div>`;
}
