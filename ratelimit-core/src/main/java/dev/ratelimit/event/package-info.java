/** What operators want to hear of: storms of denials, quotas that are used up, changed lists, a lost store. */
@NullMarked
package dev.ratelimit.event;

import org.jspecify.annotations.NullMarked;
