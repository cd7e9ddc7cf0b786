package dev.ratelimit.traffic;

import dev.ratelimit.analytics.Field.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes a blob: a byte for the version, and deflated all numbers in groups of 7 bits. Texts, what rules said together,
 * and requests that are alike are each written once, and meant by their number afterwards.
 *
 * <pre>
 * level, start, end, lost
 * texts      count, then of each its length and its bytes
 * sayings    count, then of each the count of rules, and of each rule its text and the outcome
 * requests   count, then of each caller (8 bytes), who, address (8 bytes), app, method, route, plan, cost, source,
 *            allowed and saying
 * seen       count, then of each the milliseconds since the one before, the request, and how many
 * </pre>
 */
final class Packer {

    static final int VERSION = 1;

    /** By their numbers in blobs, of which more may follow. */
    static final List<Who> WHO = List.of(Who.USER, Who.ADDRESS, Who.NOBODY);

    /** The same. */
    static final List<Outcome> OUTCOMES = List.of(Outcome.ALLOWED, Outcome.NEAR, Outcome.WOULD_DENY, Outcome.DENIED);

    private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sayings = new ByteArrayOutputStream();
    private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final Map<String, Integer> knownTexts = new LinkedHashMap<>();
    private final Map<Map<String, Outcome>, Integer> knownSayings = new LinkedHashMap<>();
    private final Map<Alike, Integer> knownRequests = new LinkedHashMap<>();

    byte[] pack(Blob blob) {
        long before = blob.startMillis();
        for (Seen one : blob.seen()) {
            number(seen, zigzag(one.atMillis() - before));
            number(seen, request(one.request()));
            number(seen, one.times());
            before = one.atMillis();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        number(all, blob.level());
        number(all, blob.startMillis());
        number(all, blob.endMillis());
        number(all, blob.lost());
        part(all, knownTexts.size(), texts);
        part(all, knownSayings.size(), sayings);
        part(all, knownRequests.size(), requests);
        part(all, blob.seen().size(), seen);
        return deflated(all.toByteArray());
    }

    private static void part(ByteArrayOutputStream all, int count, ByteArrayOutputStream part) {
        number(all, count);
        all.writeBytes(part.toByteArray());
    }

    private int request(Alike request) {
        Integer known = knownRequests.get(request);
        if (known != null) {
            return known;
        }
        fixed(request.caller());
        number(requests, WHO.indexOf(request.who()));
        fixed(request.address());
        number(requests, text(request.app()));
        number(requests, text(request.method()));
        number(requests, text(request.route()));
        number(requests, text(request.plan()));
        number(requests, request.cost());
        number(requests, text(request.source().id()));
        number(requests, request.allowed() ? 1 : 0);
        number(requests, saying(request.rules()));
        knownRequests.put(request, knownRequests.size());
        return knownRequests.size() - 1;
    }

    private int saying(Map<String, Outcome> rules) {
        Integer known = knownSayings.get(rules);
        if (known != null) {
            return known;
        }
        number(sayings, rules.size());
        rules.forEach((rule, outcome) -> {
            number(sayings, text(rule));
            number(sayings, OUTCOMES.indexOf(outcome));
        });
        knownSayings.put(rules, knownSayings.size());
        return knownSayings.size() - 1;
    }

    /** From 1 on; 0 is none. */
    private int text(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        Integer known = knownTexts.get(text);
        if (known != null) {
            return known;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(texts, bytes.length);
        texts.writeBytes(bytes);
        knownTexts.put(text, knownTexts.size() + 1);
        return knownTexts.size();
    }

    private void fixed(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            requests.write((int) (value >>> shift));
        }
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Nodes may set their clocks back. */
    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static byte[] deflated(byte[] all) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(all);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(all.length / 2 + 64);
            out.write(VERSION);
            byte[] buffer = new byte[4_096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
