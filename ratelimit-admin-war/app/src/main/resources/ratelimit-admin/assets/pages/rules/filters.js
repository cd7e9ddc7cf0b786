import {html} from '../../html.js';
import {SelectField, TextField} from '../../parts/field.js';

const MODES = [
  ['', 'Any'], ['enforce', 'Enforced'], ['share', 'Enforced for a share'], ['shadow', 'Shadow'], ['off', 'Off'], ['disabled', 'Disabled'],
];
const ORIGINS = [['', 'Any'], ['stored', 'Stored'], ['file', 'File'], ['settings', 'Settings'], ['code', 'Code'], ['annotation', 'Annotation']];
const FINDINGS = [['', 'With and without'], ['1', 'With findings']];

/** What is looked for among the rules. */
export function Filters({filter, onChange}) {
  return html`
    <search class="fields rule-filters">
      <${TextField} label="Search rules" type="search" placeholder="id, description, path, limit" value=${filter.q ?? ''} onInput=${q => onChange({q})} />
      <${SelectField} label="Mode" options=${MODES} value=${filter.mode ?? ''} onInput=${mode => onChange({mode})} />
      <${SelectField} label="Origin" options=${ORIGINS} value=${filter.origin ?? ''} onInput=${origin => onChange({origin})} />
      <${SelectField} label="Findings" options=${FINDINGS} value=${filter.findings ?? ''} onInput=${findings => onChange({findings})} />
    </search>`;
}
