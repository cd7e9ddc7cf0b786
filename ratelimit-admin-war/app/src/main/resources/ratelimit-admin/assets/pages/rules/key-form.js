import {html} from '../../html.js';
import {CheckField} from '../../parts/field.js';
import {withField} from './draft.js';
import {within} from './faults.js';
import {ListField} from './parsed-field.js';

const PARTS = [['user', 'User'], ['ip', 'Address'], ['path', 'Path'], ['global', 'Everybody together']];
const NAMES = PARTS.map(([name]) => name);

/** What requests are counted by, in a few words. */
export const keyText = key => key.map(part => PARTS.find(([name]) => name === part)?.[1] ?? part).join(', ');

/** Asks what requests are counted by. */
export function KeyForm({rule, errors, onChange}) {
  const key = Array.isArray(rule.key) ? rule.key : [rule.key ?? 'user'];
  const set = parts => onChange(withField(rule, 'key', parts));
  const others = key.filter(part => !NAMES.includes(part));
  return html`
    <fieldset class="part">
      <legend>Counted by</legend>
      <div class="checks">
        ${PARTS.map(([name, label]) => html`
          <${CheckField} key=${name} label=${label} checked=${key.includes(name)} onInput=${on => set(toggled(key, name, on))} />`)}
      </div>
      <${ListField} label="And by" placeholder="header:X-Tenant, attribute:tenant" value=${others} error=${within(errors, 'key')}
        help="Headers and attributes. Each combination has a bucket of its own; up to four parts."
        onInput=${parts => set([...key.filter(part => NAMES.includes(part)), ...parts])} />
    </fieldset>`;
}

/** Everybody together stands alone, so it takes the place of all others, and they its place. */
function toggled(key, name, isOn) {
  const rest = key.filter(part => part !== name);
  if (!isOn) return rest;
  return name === 'global' ? ['global'] : [...rest.filter(part => part !== 'global'), name];
}
