/** Where the reader is: what follows '#' in the address, such as '#/reports?range=7d'. */
import {useEffect, useMemo, useState} from './html.js';

/** The route of now: {path: ['rules', 'search'], parameters: URLSearchParams}. */
export function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  return {path: path.split('/').filter(Boolean).map(decode), parameters: new URLSearchParams(query)};
}

/** The link to a place. Parameters that are null, undefined or empty are left out. */
export function href(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const query = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${query && '?' + query}`;
}

/** Goes there. With replace the way back does not lead here again: for filters that change as one types. */
export function go(path, parameters, {replace = false} = {}) {
  const target = href(path, parameters);
  if (!replace) location.hash = target;
  else {
    history.replaceState(null, '', target);
    dispatchEvent(new HashChangeEvent('hashchange'));
  }
}

/** The route, and every one that follows. */
export function useRoute() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    // It may have changed since this was shown first.
    follow();
    return () => removeEventListener('hashchange', follow);
  }, []);
  return useMemo(route, [hash]);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
