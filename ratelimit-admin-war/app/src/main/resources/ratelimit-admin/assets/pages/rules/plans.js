import {useAccess} from '../../access.js';
import {get, part} from '../../api.js';
import {count} from '../../format.js';
import {html, useState} from '../../html.js';
import {useLoad} from '../../load.js';
import {Empty} from '../../parts/empty.js';
import {Problem} from '../../parts/problem.js';
import {Deletion} from './deletion.js';
import {toList} from './places.js';
import {PlanDialog} from './plan-dialog.js';
import {PlanPanel} from './plan-panel.js';

/** The plans: which limits their users have in place of those of rules. */
export function PlansPage() {
  const {mayWrite} = useAccess();
  const {data, error, reload} = useLoad(({signal}) => get('ratelimit/plans', {}, {signal}), []);
  const [edited, setEdited] = useState(null);
  const [doomed, setDoomed] = useState(null);
  const plans = data?.plans ?? [];
  return html`
    <p class="rule-way"><a href=${toList()}>Rules</a></p>
    <div class="head">
      <h1 tabindex="-1">Plans</h1>
      ${mayWrite && html`<button type="button" onClick=${() => setEdited({})}>New plan</button>`}
    </div>
    <${Problem} error=${error} retry=${reload} />
    ${data && plans.length === 0 && html`<${Empty} title="There are no plans yet">A plan gives its users other limits than the rules say.</${Empty}>`}
    ${plans.length > 0 && html`<p class="muted">${count(plans.length, 'plan')}: its users have these limits in place of those of the rules.</p>`}
    ${plans.map(plan => html`
      <${PlanPanel} key=${plan.name} plan=${plan} onEdit=${mayWrite ? () => setEdited(plan) : null}
        onDelete=${mayWrite && plan.version ? () => setDoomed(plan) : null} />`)}
    ${edited && html`<${PlanDialog} plan=${edited} onSaved=${reload} onClose=${() => setEdited(null)} />`}
    ${doomed && html`
      <${Deletion} kind="Plan" name=${doomed.name} path=${`ratelimit/plans/${part(doomed.name)}`} entry=${doomed} contentOf=${plan => plan.overrides}
        onFound=${theirs => { setDoomed(theirs); reload(); }} onDeleted=${reload} onClose=${() => setDoomed(null)}>
        <p>Its users have the limits of the rules again, at once and on every node. If a file has a plan of the same name, that one holds again.</p>
      </${Deletion}>`}`;
}
