/** The two lists, by the words of their routes. */
export const LISTS = {
  deny: {label: 'Deny list', path: 'ratelimit/denylist', meaning: 'Who is on it is denied, whatever the rules say, and nothing is counted.', tone: 'denied'},
  allow: {label: 'Allow list', path: 'ratelimit/allowlist', meaning: 'Who is on it passes, and no rule is asked. The deny list wins over it.', tone: 'allowed'},
};

/** What an entry may mean, and how it is written. */
export const KINDS = {
  user: {label: 'User', text: 'User id', prefix: '', help: 'As the list of users shows it.'},
  ip: {label: 'IP address', text: 'Address', prefix: 'ip:', help: 'One address, such as 192.0.2.1 or 2001:db8::1.'},
  key: {label: 'API key', text: 'API key', prefix: 'key:', help: 'The server hashes it, and keeps and shows nothing but the hash.'},
  network: {label: 'Network', text: 'Network', prefix: '', help: 'All its addresses, such as 10.0.0.0/8 or 2001:db8::/32.'},
};

const SECRET = /^(key|cookie|session):/s;
const HASHED = /^(key|cookie|session):[0-9a-f]{6}~[\w-]{22}$/;
const NETWORK = /^[\d.]+\/\d*$|^[\da-f:.]*:[\da-f:.]*\/\d*$/i;

/** The kind of an entry that is there. */
export function kindOf(entry) {
  if (entry.startsWith('ip:')) return 'ip';
  if (NETWORK.test(entry)) return 'network';
  return entry.startsWith('key:') ? 'key' : 'user';
}

/** The text of an entry, as the server takes it. */
export function entryOf(kind, text) {
  const {prefix} = KINDS[kind];
  const given = kind === 'user' ? text : text.trim();
  return given.startsWith(prefix) ? given : prefix + given;
}

/** What is wrong with a text that the server would take for another kind; null for nothing. */
export function faultOf(kind, text) {
  const given = text.trim();
  if (given === '') return `${KINDS[kind].text} is missing.`;
  if (kind === 'network' && !given.includes('/')) return 'A network has a prefix, such as 10.0.0.0/8. One address is an IP address.';
  if (kind !== 'user') return null;
  if (given.startsWith('ip:')) return 'This reads as an address. Choose “IP address”.';
  if (NETWORK.test(given)) return 'This reads as a network. Choose “Network”.';
  if (SECRET.test(given) && !HASHED.test(given)) return 'This reads as a key that is written out. Choose “API key”.';
  return null;
}
