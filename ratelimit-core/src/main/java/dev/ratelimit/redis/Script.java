package dev.ratelimit.redis;

import dev.ratelimit.algorithm.Bucket;
import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.store.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A constant script text and its digest, put together from the files beside {@link Bucket}: the prelude, the algorithms,
 * and the main part for one bucket or for many. A call on one bucket loads its own algorithm only.
 */
record Script(String text, String sha) {

    private static final Map<Algorithm, Script> ONE = new EnumMap<>(
            Arrays.stream(Algorithm.values()).collect(Collectors.toMap(Function.identity(), Script::one)));
    private static final Script MANY = of(definitions(0, Algorithm.values()) + read(Script.class, "many.lua"));

    /** The script that decides a call. */
    static Script of(Call call) {
        return call.charges().size() == 1
                ? ONE.getOrDefault(call.charges().get(0).limit().algorithm(), MANY)
                : MANY;
    }

    private static Script one(Algorithm algorithm) {
        String shortcut = algorithm == Algorithm.TOKEN ? read(Script.class, "usual_token.lua") : "";
        // The leaky bucket is made of the token bucket.
        String definitions = algorithm == Algorithm.LEAKY
                ? definitions(Wire.BUCKET, Algorithm.TOKEN, algorithm)
                : definitions(Wire.BUCKET, algorithm);
        String choice = "local algorithm = algorithms." + algorithm.id() + "\n";
        return of(shortcut + definitions + choice + read(Script.class, "one.lua"));
    }

    /** @param beforeCall how many arguments come before those of the call */
    private static String definitions(int beforeCall, Algorithm... algorithms) {
        StringBuilder text = new StringBuilder("local before_call = " + beforeCall + "\n");
        text.append(read(Bucket.class, "prelude.lua"));
        for (Algorithm algorithm : algorithms) {
            text.append(read(Bucket.class, algorithm.alias() + ".lua"));
        }
        return text.toString();
    }

    private static Script of(String text) {
        return new Script(text, sha1(text));
    }

    static String read(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
