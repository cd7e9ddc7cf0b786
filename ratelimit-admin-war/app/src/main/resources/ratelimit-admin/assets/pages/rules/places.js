/** The routes of the page. No id of a rule has a tilde, so these are in nobody's way. */
import {href} from '../../router.js';

export const NEW = '~new';

export const toList = () => href(['rules']);
export const toRule = id => href(['rules', id]);
export const toNew = like => href(['rules', NEW], {like});
export const toHistory = () => href(['rules', 'history']);
