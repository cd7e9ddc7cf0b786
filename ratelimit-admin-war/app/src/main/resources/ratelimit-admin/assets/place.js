import {Header} from './header.js';
import {html, useEffect, useRef} from './html.js';
import {useLoad} from './load.js';
import {pageOf} from './pages.js';
import {Notices} from './parts/notices.js';
import {Problem} from './parts/problem.js';
import {useRoute} from './router.js';

/** The frame of every page, and the page of the route in it. */
export function Place() {
  const {path, parameters} = useRoute();
  const page = pageOf(path);
  const module = useLoad(page.load, [page.name]);
  const main = useRef(null);
  useHeading(main, page.title(path), module.data && path.join('/'));
  const skip = event => {
    event.preventDefault();
    main.current.querySelector('h1')?.focus();
  };
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to content</a>
    <${Header} current=${page.name} />
    <main id="main" ref=${main} key=${page.name} aria-busy=${module.loading ? 'true' : null}>
      <${Problem} error=${module.error} retry=${module.reload} />
      ${module.data && html`<${module.data} path=${path.slice(1)} parameters=${parameters} />`}
    </main>
    <${Notices} />`;
}

/**
 * Names the window. Who has just come begins at the top; who moved on is read the new page's heading.
 *
 * @param place null while there is nothing to read
 */
function useHeading(main, title, place) {
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · Ratelimit`;
  }, [title]);
  useEffect(() => {
    const moved = place !== null && !first.current;
    if (place !== null) first.current = false;
    if (!moved) return undefined;
    scrollTo(0, 0);
    return focusHeading(main.current);
  }, [place]);
}

/** As soon as there is one, and again where another takes its place, until somebody does something. Answers how to stop. */
function focusHeading(main) {
  const focus = () => {
    if (document.activeElement === document.body) main.querySelector('h1')?.focus();
  };
  const observer = new MutationObserver(focus);
  observer.observe(main, {childList: true, subtree: true});
  const stop = () => observer.disconnect();
  for (const deed of ['keydown', 'pointerdown']) addEventListener(deed, stop, {once: true});
  main.querySelector('h1')?.focus();
  return stop;
}
