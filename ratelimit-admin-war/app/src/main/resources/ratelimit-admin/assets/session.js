/** The token of whoever is here. It lasts as long as the tab, and is nowhere else: not in a cookie, not in an address. */
const KEY = 'ratelimit.token';
const listeners = new Set();

export function token() {
  return sessionStorage.getItem(KEY);
}

/** @param value null to forget it */
export function setToken(value) {
  if (value === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, value);
  for (const listener of listeners) listener();
}

/** Calls the listener after every change of the token; answers how to stop that. */
export function onTokenChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
