/** Who is here and what they may do, for whoever asks by useAccess(). */
import {createContext, useContext} from './html.js';

export const Access = createContext({role: 'viewer', by: 'token'});

/** {role, by, mayWrite}: controls that change something are shown to those who may only. */
export function useAccess() {
  const access = useContext(Access);
  return {...access, mayWrite: access.role === 'admin'};
}
