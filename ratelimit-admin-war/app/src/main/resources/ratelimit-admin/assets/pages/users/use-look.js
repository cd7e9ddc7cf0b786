import {useEffect, useRef, useState} from '../../html.js';
import {look} from './look.js';

/**
 * Looks for users whenever what to look for changes. What was found before stays until there is an answer.
 *
 * @returns {users, next, seen, error, looking, stopped, stop, again}: users is null before the first answer
 */
export function useLook(prefix, cursor) {
  const [state, setState] = useState({users: null, next: null, seen: 0, error: null, looking: true, stopped: false});
  const [round, setRound] = useState(0);
  const controller = useRef(null);
  useEffect(() => {
    const {signal} = (controller.current = new AbortController());
    setState(old => ({...old, seen: 0, error: null, looking: true, stopped: false}));
    const onPart = part => {
      if (!signal.aborted) setState(old => ({...old, ...part}));
    };
    look({prefix, cursor, signal, onPart})
      .then(found => setState({...found, error: null, looking: false, stopped: false}))
      .catch(error => {
        if (!signal.aborted) setState(old => ({...old, error, looking: false}));
      });
    return () => controller.current.abort();
  }, [prefix, cursor, round]);
  const stop = () => {
    controller.current.abort();
    setState(old => ({...old, looking: false, stopped: true}));
  };
  return {...state, stop, again: () => setRound(n => n + 1)};
}
