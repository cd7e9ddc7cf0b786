/** What adapters to web frameworks have in common: {@link dev.ratelimit.gate.Gate} decides, tells and settles. */
@NullMarked
package dev.ratelimit.gate;

import org.jspecify.annotations.NullMarked;
