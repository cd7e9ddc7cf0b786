package dev.ratelimit.simulation;

import dev.ratelimit.traffic.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Names of callers by their fingerprints, as far as they are known. Not thread-safe. */
public final class Names {

    private final Map<Long, String> known = new HashMap<>();

    /** Knows some more. */
    public void add(Collection<String> names) {
        names.forEach(name -> known.put(Fingerprint.of(name), name));
    }

    /** The name of a caller; {@code #} and the fingerprint in hexadecimal where it is not known. */
    public String of(long fingerprint) {
        return known.computeIfAbsent(fingerprint, bits -> String.format("#%016x", bits));
    }
}
