/** What the engine knows of HTTP: who is calling, which path, and what the answer looks like. No servlet types. */
@NullMarked
package dev.ratelimit.http;

import org.jspecify.annotations.NullMarked;
