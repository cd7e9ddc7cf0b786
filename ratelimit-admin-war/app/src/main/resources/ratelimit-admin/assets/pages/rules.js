import {html} from '../html.js';
import {Editor} from './rules/editor.js';
import {HistoryPage} from './rules/history.js';
import {RuleList} from './rules/list.js';
import {NewRule} from './rules/new-rule.js';
import {NEW, PLANS} from './rules/places.js';
import {PlansPage} from './rules/plans.js';

/** The rules, one of them, a new one, or what became of them. */
export function RulesPage({path, parameters}) {
  const [id] = path;
  if (!id) return html`<${RuleList} parameters=${parameters} />`;
  if (id === 'history') return html`<${HistoryPage} />`;
  if (id === PLANS) return html`<${PlansPage} />`;
  if (id === NEW) return html`<${NewRule} key=${NEW} like=${parameters.get('like')} />`;
  return html`<${Editor} key=${id} id=${id} />`;
}
