import {useEffect, useRef} from '../../html.js';

/**
 * Gives the focus that an entry's row had, once the row is gone, to the row that takes its place, else to the heading.
 *
 * @param section a ref of what holds the heading and the table
 * @returns to be called with an entry that was taken off
 */
export function usePlaceOf(entries, section) {
  const left = useRef(null);
  useEffect(() => {
    if (!left.current || !entries || entries.some(({entry}) => entry === left.current.entry)) return;
    const row = rowsOf(section.current)[left.current.at];
    left.current = null;
    if (document.activeElement === document.body) (row?.querySelector('button:last-of-type') ?? section.current.querySelector('h2')).focus();
  }, [entries]);
  return ({entry}) => {
    const at = rowsOf(section.current).findIndex(row => row.querySelector('button:last-of-type')?.getAttribute('aria-label') === `Remove ${entry}`);
    left.current = {entry, at};
  };
}

const rowsOf = section => [...section.querySelectorAll('tbody tr')];
