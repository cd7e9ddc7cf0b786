package dev.ratelimit.simulation;

import dev.ratelimit.traffic.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Names of callers by their fingerprints, as far as they are known. */
final class Names {

    private final Map<Long, String> known = new HashMap<>();

    void add(Collection<String> names) {
        names.forEach(name -> known.put(Fingerprint.of(name), name));
    }

    String of(long fingerprint) {
        return known.computeIfAbsent(fingerprint, bits -> String.format("#%016x", bits));
    }
}
