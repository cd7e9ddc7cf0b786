/** The pages, by the first part of their routes, in the order of the header. */
import {rulesTitle} from './pages/rules/places.js';
import {UnknownPage} from './pages/unknown.js';

export const PAGES = [
  {name: 'overview', label: 'Overview', load: async () => (await import('./pages/overview.js')).OverviewPage},
  {name: 'rules', label: 'Rules', load: async () => (await import('./pages/rules.js')).RulesPage, title: rulesTitle},
  {name: 'users', label: 'Users', load: async () => (await import('./pages/users.js')).UsersPage},
  {name: 'lists', label: 'Lists', load: async () => (await import('./pages/lists.js')).ListsPage},
  {name: 'reports', label: 'Reports', load: async () => (await import('./pages/reports.js')).ReportsPage},
  {name: 'health', label: 'Health', load: async () => (await import('./pages/health.js')).HealthPage},
].map(page => ({title: path => path[1] ? `${path[1]} · ${page.label}` : page.label, ...page}));

const UNKNOWN = {name: '', load: async () => UnknownPage, title: () => 'Not found'};

/** @param path of a route; the empty one is the overview's */
export function pageOf(path) {
  return path.length === 0 ? PAGES[0] : PAGES.find(page => page.name === path[0]) || UNKNOWN;
}
