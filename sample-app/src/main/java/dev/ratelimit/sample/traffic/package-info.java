/**
 * Traffic at the press of a button, so that a newcomer sees limits bite in the dashboard. It is real: requests over HTTP to
 * the sample itself, by people with different appetites.
 */
@NullMarked
package dev.ratelimit.sample.traffic;

import org.jspecify.annotations.NullMarked;
