package dev.ratelimit.algorithm;

/** Units that are asked for, or were admitted, at an instant of a virtual clock. */
record Request(long at, long cost) {}
