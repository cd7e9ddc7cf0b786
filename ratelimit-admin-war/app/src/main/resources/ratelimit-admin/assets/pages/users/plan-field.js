import {get} from '../../api.js';
import {html} from '../../html.js';
import {useLoad} from '../../load.js';
import {Field} from '../../parts/field.js';

/** The choice of a plan; one that does not exist stays as it is until another is chosen. */
export function PlanField({value, onInput, errors = []}) {
  const {data, error} = useLoad(async ({signal}) => (await get('ratelimit/plans', {}, {signal})).plans.map(plan => plan.name), []);
  const names = data ?? [];
  const options = [['', 'none'], ...names.map(name => [name, name])];
  if (value && !names.includes(value)) options.push([value, data ? `${value} (does not exist yet)` : value]);
  const help = error ? 'The plans could not be read.' : data?.length === 0 ? 'There are no plans yet.' : 'Gives other limits than the rules say.';
  return html`<${Field} label="Plan" help=${help} error=${errors.find(one => one.field === 'plan')?.message}>${attributes => html`
    <select ...${attributes} data-focus value=${value} onChange=${event => onInput(event.target.value)}>
      ${options.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`)}
    </select>`}</${Field}>`;
}
