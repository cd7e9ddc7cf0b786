import {html} from '../../html.js';
import {SelectField, TextField} from '../../parts/field.js';
import {withField} from './draft.js';
import {about, beside, within} from './faults.js';
import {reshaped, shapeOf, SHAPES} from './limit.js';
import {NumberField} from './parsed-field.js';
import {RemoveButton} from './remove-button.js';

const TEXT = ['text', 'As a text'];
const OTHER = ['other', 'As JSON'];

/**
 * One limit.
 *
 * @param at its place in the rule, by which its errors are found
 * @param needsName whether others have the same algorithm
 * @param onChange takes the limit as it becomes; undefined to take it away
 */
export function LimitForm({limit, place, at, errors, needsName, onChange}) {
  const shape = shapeOf(limit);
  const other = typeof limit === 'string' ? TEXT : OTHER;
  const options = [...SHAPES.map(({id, label}) => [id, label]), ...(shape ? [] : [other])];
  const own = errors.filter(({field}) => field.startsWith(at));
  const shown = shape ? ['algorithm', 'name', ...shape.fields.map(({name}) => name)].map(name => `${at}.${name}`) : [];
  const named = what => html`<span class="hidden">Limit ${place}: </span>${what}`;
  return html`
    <div class="rule-row">
      <div class="cells">
        <div class="wide"><${SelectField} label=${named('Algorithm')} options=${options} value=${shape?.id ?? other[0]} error=${about(errors, `${at}.algorithm`)}
          onInput=${id => onChange(reshaped(limit, id))} /></div>
        ${shape?.fields.map(field => html`
          <${LimitField} key=${field.name} field=${field} label=${named(field.label)} limit=${limit} error=${within(errors, `${at}.${field.name}`)} onChange=${onChange} />`)}
        ${typeof limit === 'string' && html`<${TextField} label=${named('Limit')} value=${limit} placeholder="100/1m" onInput=${onChange} />`}
        ${shape && (needsName || 'name' in limit) && html`
          <${TextField} label=${named('Name')} value=${limit.name ?? ''} error=${about(errors, `${at}.name`)}
            onInput=${name => onChange(withField(limit, 'name', name || undefined))} />`}
        ${beside(own, shown).filter(({field}) => within([{field}], at) !== null).map(({field, message}) => html`<small key=${field} class="error">${message}</small>`)}
      </div>
      <${RemoveButton} label=${`Remove limit ${place}`} onRemove=${() => onChange(undefined)} />
    </div>`;
}

function LimitField({field, label, limit, error, onChange}) {
  const set = value => onChange(withField(limit, field.name, value === '' ? undefined : value));
  const common = {label, error, onInput: set};
  if (field.choices) return html`<${SelectField} ...${common} options=${field.choices.map(one => [one, one])} value=${limit[field.name]} />`;
  if (field.number) return html`<${NumberField} ...${common} placeholder=${field.example} value=${limit[field.name]} />`;
  return html`<${TextField} ...${common} placeholder=${field.example} value=${limit[field.name] ?? ''} />`;
}
