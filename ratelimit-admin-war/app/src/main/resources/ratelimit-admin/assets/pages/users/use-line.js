import {useEffect, useRef, useState} from '../../html.js';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * The method and path of a request to ask about: those of the route, until somebody types others.
 *
 * @returns {line: {method, path}, type, settle}: type takes what is typed; what is there when settle is called gives way to the route again
 */
export function useLine(parameters) {
  const path = parameters.get('path') ?? '/';
  const method = METHODS.includes(parameters.get('method')) ? parameters.get('method') : 'GET';
  const [line, setLine] = useState({method, path});
  const isTyped = useRef(false);
  useEffect(() => {
    if (!isTyped.current) setLine({method, path});
  }, [method, path]);
  const type = change => {
    isTyped.current = true;
    setLine(old => ({...old, ...change}));
  };
  const settle = () => {
    isTyped.current = false;
  };
  return {line, type, settle};
}
