/** The routes of the page. No id of a rule has a tilde, so these are in nobody's way. */
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
