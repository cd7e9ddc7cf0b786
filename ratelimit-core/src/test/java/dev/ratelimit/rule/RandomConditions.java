package dev.ratelimit.rule;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.MissingKey;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.Surroundings;
import dev.ratelimit.http.TestRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** Conditions and requests of a few words, so that they often meet. */
final class RandomConditions {

    private static final String[] SEGMENTS = {"a", "b", "a*", "*", "{id}", "**", "ab"};
    private static final String[] PARTS = {"a", "b", "ab", "abc"};
    private static final String[] USERS = {"alice", "bob", "carol", "b*"};

    private final Random random;

    RandomConditions(Random random) {
        this.random = random;
    }

    /** @param depth how deep conditions may lie in one another */
    Condition condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 12)) {
            case 0, 8 -> Condition.path(glob(), glob());
            case 1 -> Condition.user(user(), user());
            case 2 -> Condition.method("GET");
            case 3 -> Condition.header(random.nextBoolean() ? "A" : "a", one("1", "2", "*", "1*", "12"));
            case 4 -> Condition.plan(one("free", "pro"));
            case 5 -> Condition.attribute("tenant", one("1", "2"));
            case 6 ->
                Condition.ip(one(
                        "10.0.0.0/8", "10.200.0.0/16", "10.200.2.3", "0.0.0.0/0", "2001:db8::/33", "2001:db8::/32"));
            case 7 -> Condition.resource(one("A.a", "A.*", "B.a"), one("A.a", "B.*", "C.c"));
            case 9 -> Condition.all(condition(depth - 1), condition(depth - 1));
            case 10 -> Condition.any(condition(depth - 1), condition(depth - 1));
            default -> Condition.not(condition(depth - 1));
        };
    }

    /** A request, or a bare user now and then; a fifth have a path that servers read in two ways. */
    RequestFacts facts() {
        String plan = one("free", "pro", "none");
        Surroundings surroundings = new Surroundings(null, InstantSource.fixed(Instant.EPOCH), user -> plan);
        if (random.nextInt(10) == 0) {
            return RequestFacts.ofUser("alice").in(surroundings);
        }
        String detour = random.nextInt(5) == 0 ? "/a/..;" : "";
        TestRequest request = new TestRequest(one("GET", "POST"), detour + path(PARTS));
        request.from(one("10.200.2.3", "10.2.0.1", "2001:db8::1"));
        if (random.nextBoolean()) {
            request.principal(USERS[random.nextInt(3)]);
        }
        if (random.nextBoolean()) {
            request.header("A", one("1", "2", " "));
        }
        if (random.nextBoolean()) {
            request.attribute("tenant", one("1", "2"));
        }
        if (random.nextBoolean()) {
            request.resource(one("A.a", "A.b", "B.a"));
        }
        return new RequestFacts(request, identification()).in(surroundings);
    }

    private Identification identification() {
        return Identification.defaults()
                .withResolver(KeyResolver.principal())
                .withMissingKey(MissingKey.parse(one("ip", "allow", "deny")));
    }

    String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    private String user() {
        return one(USERS);
    }

    private String glob() {
        return path(SEGMENTS);
    }

    private String path(String... of) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('/').append(one(of));
        }
        return path.isEmpty() ? "/" : path.toString();
    }
}
