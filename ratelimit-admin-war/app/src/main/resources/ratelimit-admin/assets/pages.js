/** The pages, by the first part of their routes, in the order of the header. */
import {HealthPage} from './pages/health.js';
import {ListsPage} from './pages/lists.js';
import {OverviewPage} from './pages/overview.js';
import {ReportsPage} from './pages/reports.js';
import {RulesPage} from './pages/rules.js';
import {rulesTitle} from './pages/rules/places.js';
import {UsersPage} from './pages/users.js';
import {UnknownPage} from './pages/unknown.js';

export const PAGES = [
  {name: 'overview', label: 'Overview', component: OverviewPage},
  {name: 'rules', label: 'Rules', component: RulesPage, title: rulesTitle},
  {name: 'users', label: 'Users', component: UsersPage},
  {name: 'lists', label: 'Lists', component: ListsPage},
  {name: 'reports', label: 'Reports', component: ReportsPage},
  {name: 'health', label: 'Health', component: HealthPage},
].map(page => ({title: path => path[1] ? `${path[1]} · ${page.label}` : page.label, ...page}));

const UNKNOWN = {name: '', component: UnknownPage, title: () => 'Not found'};

/** @param path of a route; the empty one is the overview's */
export function pageOf(path) {
  return path.length === 0 ? PAGES[0] : PAGES.find(page => page.name === path[0]) || UNKNOWN;
}
