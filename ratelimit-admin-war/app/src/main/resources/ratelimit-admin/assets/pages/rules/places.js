/** The routes of the page. None hides a rule: no id has a tilde, and the server takes no rule of the id history. */
import {href} from '../../router.js';

export const NEW = '~new';
export const PLANS = '~plans';

export const toList = () => href(['rules']);
export const toRule = id => href(['rules', id]);
export const toNew = like => href(['rules', NEW], {like});
export const toPlans = () => href(['rules', PLANS]);
export const toHistory = () => href(['rules', 'history']);

/** What the window is called there. */
export function rulesTitle([, id]) {
  const names = {[NEW]: 'New rule', [PLANS]: 'Plans', history: 'History of rules'};
  return id ? names[id] ?? `${id} · Rules` : 'Rules';
}
