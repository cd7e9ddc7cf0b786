import {html} from '../../html.js';
import {modeKey, modeText} from './rollout.js';

const TONES = {enforce: 'allowed', share: 'warning', shadow: 'warning'};
const ORIGINS = {
  stored: ['Stored', 'Stored on Redis, or in this service where there is none; it can be changed here'],
  file: ['File', 'From a rules file'],
  settings: ['Settings', 'Made from settings'],
  code: ['Code', 'From an application’s code'],
  annotation: ['Annotation', 'From an annotation in an application’s code'],
};

/** How far the rule is in force. */
export function ModeBadge({rule}) {
  return html`<span class="badge ${TONES[modeKey(rule)] ?? ''}">${modeText(rule)}</span>`;
}

/** Where the rule comes from. */
export function OriginBadge({origin}) {
  const [text, title] = ORIGINS[origin] ?? [origin, ''];
  return html`<span class="badge" title=${title}>${text}</span>`;
}
