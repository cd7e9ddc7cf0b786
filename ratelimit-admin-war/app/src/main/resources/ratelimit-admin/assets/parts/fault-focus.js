import {useEffect, useRef} from '../html.js';

/** Gives the focus to the first field of a form that is marked, so that what is wrong with it is read out. */
export function focusFault(form) {
  form.querySelector('[aria-invalid=true]')?.focus();
}

/**
 * The same as soon as a form is refused, and each time it is again.
 *
 * @param error what was refused; null for nothing
 * @returns a ref for the form
 */
export function useFaultFocus(error) {
  const form = useRef(null);
  useEffect(() => {
    if (error) focusFault(form.current);
  }, [error]);
  return form;
}
