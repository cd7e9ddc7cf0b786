/** What there is to try. A field's value goes into a header, a parameter of the query, or the end of the path. */
export const endpoints = [
  {
    id: 'catalogue',
    method: 'GET',
    path: '/catalogue',
    algorithm: 'fixed window',
    key: 'per address',
    text: 'Anybody may browse. The count starts afresh with each window, for everybody at the same instant.',
    fields: [],
  },
  {
    id: 'search',
    method: 'GET',
    path: '/search',
    algorithm: 'token bucket',
    key: 'per API key',
    text: 'A burst may come at once, then searches pass as fast as tokens drip in. Another key has a bucket of its own; '
      + 'without one the address counts.',
    fields: [
      {label: 'API key', header: 'X-Api-Key', value: 'demo'},
      {label: 'Search for', query: 'q', value: 'lamp'},
    ],
  },
  {
    id: 'report',
    method: 'GET',
    path: '/report',
    algorithm: 'sliding window counter',
    key: 'per API key',
    text: 'Expensive: each report costs 10. The window slides, so the wait is for the share of the last window to fade.',
    fields: [{label: 'API key', header: 'X-Api-Key', value: 'demo'}],
  },
  {
    id: 'login',
    method: 'POST',
    path: '/login',
    algorithm: 'sliding window log',
    key: 'per address and per account',
    text: 'Two rules, exact in any minute: one for where tries come from, one for the account they aim at. '
      + 'What either refuses is charged to neither. For another address add `--interface 127.0.0.2` on Linux.',
    fields: [{label: 'Account', header: 'X-Account', value: 'alice'}],
  },
  {
    id: 'download',
    method: 'GET',
    path: '/download',
    algorithm: 'leaky bucket',
    key: 'per API key',
    text: 'A few at once, then a steady trickle, whichever file it is.',
    fields: [
      {label: 'API key', header: 'X-Api-Key', value: 'demo'},
      {label: 'File', segment: true, value: 'prices.csv'},
    ],
  },
];
