import {useAccess} from '../../access.js';
import {part} from '../../api.js';
import {html, useState} from '../../html.js';
import {RelativeTime} from '../../parts/time.js';
import {ModeBadge, OriginBadge} from './badges.js';
import {Deletion} from './deletion.js';
import {ruleOf} from './draft.js';
import {toList, toNew} from './places.js';

const SOURCES = {file: 'a rules file', settings: 'settings', code: 'an application’s code', annotation: 'an annotation in an application’s code'};

/**
 * Which rule it is, what holds now, and what can be done with it as a whole.
 *
 * @param onFound takes the rule as somebody else saved it
 */
export function Heading({rule, isNew, onFound, onDeleted}) {
  const {mayWrite} = useAccess();
  const [isDeleting, setDeleting] = useState(false);
  const source = SOURCES[rule.origin];
  return html`
    <p class="rule-way"><a href=${toList()}>Rules</a></p>
    <div class="head">
      <span class="buttons">
        <h1 tabindex="-1">${isNew ? 'New rule' : rule.id}</h1>
        ${!isNew && html`<${ModeBadge} rule=${rule} /><${OriginBadge} origin=${rule.origin} />`}
        ${rule.updated_at && html`<span class="muted">saved <${RelativeTime} at=${rule.updated_at} /></span>`}
      </span>
      ${mayWrite && !isNew && html`
        <span class="buttons">
          <a class="button quiet" href=${toNew(rule.id)}>Duplicate</a>
          ${!source && html`<button type="button" class="quiet" onClick=${() => setDeleting(true)}>Delete</button>`}
        </span>`}
    </div>
    ${source && mayWrite && html`
      <p class="panel rule-note">
        This rule comes from ${source}. Saving stores one that hides it; it stays as it is, and is in force again when the stored one is deleted.
      </p>`}
    ${isDeleting && html`
      <${Deletion} kind="Rule" name=${rule.id} path=${`ratelimit/rules/${part(rule.id)}`} entry=${rule} contentOf=${ruleOf}
        onFound=${onFound} onDeleted=${onDeleted} onClose=${() => setDeleting(false)}>
        <p>The rule is no longer in force at once, on every node. If a file, settings or code have a rule of the same id, that one is in force again.</p>
        <p>The history keeps the rule: from there it can be brought back.</p>
      </${Deletion}>`}`;
}
