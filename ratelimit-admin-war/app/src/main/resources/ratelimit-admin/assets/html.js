/** What every component is made with: Preact, its hooks, and htm in place of JSX. */
import {createContext, h, render} from './vendor/preact.module.js';
import htm from './vendor/htm.module.js';

export const html = htm.bind(h);
export {createContext, render};
export {useCallback, useContext, useEffect, useMemo, useRef, useState} from './vendor/hooks.module.js';
