import {get} from '../../api.js';
import {number} from '../../format.js';
import {html, useEffect, useRef, useState} from '../../html.js';
import {TextField} from '../../parts/field.js';
import {Pager} from '../../parts/pager.js';
import {Problem} from '../../parts/problem.js';
import {go} from '../../router.js';
import {Found} from './found.js';
import {SIZE} from './look.js';
import {useLook} from './use-look.js';

const PATIENCE_MILLIS = 400;

/** Finds users by how their ids begin, page by page; Enter opens the one of exactly that id. */
export function Search({parameters}) {
  const prefix = parameters.get('prefix') ?? '';
  const cursor = parameters.get('cursor');
  const [text, setText] = useState(prefix);
  const found = useLook(prefix, cursor);
  const went = useRef(prefix);
  const look = () => {
    went.current = text;
    go(['users'], {prefix: text}, {replace: true});
  };
  useEffect(() => {
    // What is typed while the route follows what was typed before is not to be lost.
    if (prefix !== went.current) setText(prefix);
    went.current = prefix;
  }, [prefix]);
  useEffect(() => {
    if (text === prefix) return undefined;
    const timer = setTimeout(look, PATIENCE_MILLIS);
    return () => clearTimeout(timer);
  }, [text, prefix]);
  const submit = async event => {
    event.preventDefault();
    if (text !== '' && (found.users?.some(user => user.user_id === text) || await exists(text))) go(['users', text]);
    else if (text !== prefix) look();
  };
  return html`
    <div class="head"><h1 tabindex="-1">Users</h1></div>
    <section class="panel" aria-label="Find users">
      <form class="find" onSubmit=${submit}>
        <${TextField} label="User id" type="search" value=${text} onInput=${setText}
          help="How it begins, or all of it: Enter opens the user of exactly this id. Upper and lower case differ." />
        <button type="submit">Find</button>
      </form>
      <${Looking} found=${found} />
      <${Problem} error=${found.error} stale=${found.users !== null} retry=${found.again} />
      <${Found} found=${found} prefix=${prefix} isFirst=${!cursor} />
      ${!found.looking && found.users && html`<${Pager} label="Pages of users" path=${['users']} parameters=${parameters} name="cursor" next=${found.next} />`}
    </section>`;
}

function Looking({found: {users, next, seen, error, looking, stopped, stop, again}}) {
  const isPart = !looking && !stopped && !error && next !== null && users.length < SIZE;
  return html`
    <div class="looking" role="status">
      ${looking && html`
        <span aria-busy="true">Looking through the users…${seen > SIZE && ' With many of them it takes a while.'}</span>
        ${seen > SIZE && html`<span class="muted" aria-hidden="true">About ${number(seen)} seen.</span>`}
        <button type="button" class="link" onClick=${stop}>Cancel</button>`}
      ${stopped && html`<span class="muted">Cancelled; not all were seen.</span> <button type="button" class="link" onClick=${again}>Look again</button>`}
      ${isPart && html`<span class="muted">About ${number(seen)} were seen on this page; the next page goes on looking.</span>`}
    </div>`;
}

async function exists(id) {
  try {
    await get('users', {user_id: id});
    return true;
  } catch {
    return false;
  }
}
