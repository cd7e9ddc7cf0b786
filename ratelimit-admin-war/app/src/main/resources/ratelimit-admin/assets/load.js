import {useCallback, useEffect, useRef, useState} from './html.js';

/**
 * Loads something when shown, again when one of the dependencies changes, and every so many milliseconds while the page is
 * visible. What was loaded stays when a later load fails.
 *
 * @param loader takes {signal}, answers a promise
 * @returns {data, error, loading, at, reload}: at is when data came
 */
export function useLoad(loader, dependencies, {every = 0} = {}) {
  const key = JSON.stringify(dependencies);
  const [state, setState] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound(n => n + 1), []);
  const latest = useRef(loader);
  latest.current = loader;
  useEffect(() => {
    const tell = update => setState(old => ({...from(old, key), ...update}));
    return repeat(signal => latest.current({signal}), every, tell);
  }, [key, round, every]);
  return {...from(state, key), reload};
}

const NOTHING = {key: null, data: null, error: null, loading: true, at: null};

/** What was loaded for other dependencies is nothing. */
function from(state, key) {
  return state.key === key ? state : {...NOTHING, key};
}

/** Answers how to stop. Nothing is loaded again while nobody looks; what is due meanwhile is once somebody does. */
function repeat(load, every, tell) {
  const controller = new AbortController();
  let timer = null;
  let isDue = false;
  const once = async () => {
    const update = await outcome(load, controller.signal);
    if (controller.signal.aborted) return;
    tell(update);
    if (every) timer = setTimeout(again, every);
  };
  const again = () => {
    isDue = document.visibilityState !== 'visible';
    if (!isDue) once();
  };
  document.addEventListener('visibilitychange', () => isDue && again(), {signal: controller.signal});
  once();
  return () => {
    controller.abort();
    clearTimeout(timer);
  };
}

async function outcome(load, signal) {
  try {
    return {data: await load(signal), error: null, loading: false, at: new Date()};
  } catch (error) {
    return {error, loading: false};
  }
}
