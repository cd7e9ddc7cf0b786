/** The token of whoever is here. It lasts as long as the tab, and is nowhere else: not in a cookie, not in an address. */
const KEY = 'ratelimit.token';
const listeners = new Set();
const refusalListeners = new Set();
let refusal = null;

export function token() {
  return sessionStorage.getItem(KEY);
}

/** @param value null to forget it */
export function setToken(value) {
  refusal = null;
  if (value === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, value);
  for (const listener of listeners) listener();
}

/** Why the server wants a token, or another one; null while it does not. */
export function refusalOfToken() {
  return refusal;
}

/** Says that the server wants a token, or another one. Asking on would only keep the right one out, too. */
export function refuseToken(error) {
  if (refusal !== null) return;
  refusal = error;
  for (const listener of refusalListeners) listener();
}

/** Calls the listener after every change of the token; answers how to stop that. */
export function onTokenChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls the listener when the token is no longer taken; answers how to stop that. */
export function onTokenRefused(listener) {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}
