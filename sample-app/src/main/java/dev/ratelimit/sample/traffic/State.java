package dev.ratelimit.sample.traffic;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the traffic is: what was sent since it began, and how much of that was refused. */
record State(boolean running, @JsonProperty("seconds_left") long secondsLeft, long sent, long refused) {
    static final State NONE = new State(false, 0, 0, 0);
}
