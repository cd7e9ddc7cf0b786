/** How far a rule is in force, from off over shadow and a share to everybody: one matter, though rules have two fields for it. */

export const STEPS = [
  {label: 'Off', mode: 'off'},
  {label: 'Shadow', mode: 'shadow'},
  ...[1, 5, 25, 50, 100].map(percent => ({label: `${percent} %`, mode: 'enforce', percent})),
];

/** The step that a rule is at; undefined between two. */
export function stepOf({mode = 'enforce', enforce_percent: percent = 100}) {
  return STEPS.find(step => step.mode === mode && (mode !== 'enforce' || step.percent === percent));
}

/** What is written on its badge. */
export function modeText({enabled = true, mode = 'enforce', enforce_percent: percent = 100}) {
  if (!enabled) return 'Disabled';
  if (mode !== 'enforce') return mode === 'off' ? 'Off' : mode === 'shadow' ? 'Shadow' : String(mode);
  return percent === 100 ? 'Enforced' : `Enforced for ${percent} %`;
}

/** By which a list is filtered: disabled, off, shadow, share or enforce. */
export function modeKey({enabled = true, mode = 'enforce', enforce_percent: percent = 100}) {
  if (!enabled) return 'disabled';
  return mode === 'enforce' && percent < 100 ? 'share' : mode;
}

/** What that means, in a sentence. */
export function modeSentence({mode = 'enforce', enforce_percent: percent = 100}) {
  if (mode === 'off') return 'The rule is not asked: it counts nothing and denies nobody.';
  if (mode === 'shadow') return 'The rule counts and reports whom it would deny, and denies nobody.';
  if (typeof percent !== 'number') return 'Say for how many percent it denies.';
  if (percent === 0) return 'The rule denies nobody yet: it is a shadow for all.';
  if (percent === 100) return 'The rule denies everybody who is over its limits.';
  return `The rule denies ${percent} % of those it counts when they are over its limits, always the same ones; for the others it is a shadow.`;
}
