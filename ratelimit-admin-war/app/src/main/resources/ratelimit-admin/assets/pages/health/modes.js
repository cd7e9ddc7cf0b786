/** What the switch for everything may say, and what that means. */
export const MODES = {
  enforce: {label: 'Enforce', meaning: 'Rules are enforced. The usual state.'},
  shadow: {label: 'Shadow', meaning: 'Everything is counted, nothing is denied.'},
  off: {label: 'Off', meaning: 'Nothing is counted, nothing is denied.'},
};
