package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.http.Identification;
import dev.ratelimit.http.KeyResolver;
import dev.ratelimit.http.TestRequest;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.store.ManualClock;
import dev.ratelimit.user.Customisation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A limiter in this JVM that is asked in the words of the manual: {@code 5 × GET /a?b=c; header X: y; cookie n=v; session ID;
 * from ADDRESS; user ID; resource ID; template PATH; plan NAME; app NAME; attribute n=v; at INSTANT}. Its clock stands still but for {@code at}.
 */
final class Replay implements AutoCloseable {

    private static final Pattern TIMES = Pattern.compile("(\\d+) × (.*)");
    private static final Pattern APP = Pattern.compile("; app ([^;]*)");

    private final ManualClock clock = new ManualClock();
    private final RateLimiter limiter;

    /** @param app the name of the application, if any */
    Replay(RulesFile file, @Nullable String app) {
        LiveRules rules = new LiveRules(RulesFile.EMPTY, file);
        Identification identification = Identification.defaults()
                .withResolver(KeyResolver.parse("header:X-Api-Key,cookie:sid,session,principal,ip"));
        Assembly assembly = new Assembly(
                rules, identification.hasher(), new Assembly.Clocks(clock, clock), Duration.ofDays(30), app);
        this.limiter = new RateLimiter(
                assembly.inMemory(10_000, true),
                rules,
                null,
                identification,
                new Audience((verdict, took) -> {}, null, null));
    }

    RateLimiter limiter() {
        return limiter;
    }

    /** The application that a request names. */
    static @Nullable String app(String text) {
        Matcher app = APP.matcher(text);
        return app.find() ? app.group(1) : null;
    }

    /** {@code 200 search 19/20, trial 0/5 shadow}, or {@code 429 search 200 ms}: of several requests the last. */
    String answer(String text) {
        Matcher many = TIMES.matcher(text);
        if (!many.matches()) {
            return shown(check(text));
        }
        List<Verdict> verdicts = IntStream.range(0, Integer.parseInt(many.group(1)))
                .mapToObj(i -> check(many.group(2)))
                .toList();
        Verdict last = verdicts.get(verdicts.size() - 1);
        assertThat(verdicts).extracting(Verdict::allowed).as(text).containsOnly(last.allowed());
        return shown(last);
    }

    /** What the limiter says to a request. */
    Verdict check(String text) {
        List<String> parts = List.of(text.split("; ", -1));
        String[] line = parts.get(0).split("[ ?=]", -1);
        TestRequest request = new TestRequest(line[0], line[1]);
        if (line.length > 2) {
            request.query(line[2], line[3]);
        }
        parts.stream().skip(1).forEach(part -> add(part, request));
        return limiter.check(request);
    }

    private void add(String part, TestRequest request) {
        String[] words = part.split(": | |=", -1);
        switch (words[0]) {
            case "header" -> request.header(words[1], words[2]);
            case "cookie" -> request.cookie(words[1], words[2]);
            case "attribute" -> request.attribute(words[1], words[2]);
            case "from" -> request.from(words[1]);
            case "resource" -> request.resource(words[1]);
            case "template" -> request.template(words[1]);
            case "session" -> request.session(words[1]);
            case "user" -> request.principal(words[1]);
            case "plan" ->
                limiter.users().put(request.principal(), Customisation.NONE.withPlan(words[1]), Limit.perHour(1));
            case "at" -> clock.advance(Duration.between(clock.instant(), Instant.parse(words[1])));
            case "app" -> {}
            default -> throw new IllegalArgumentException(part);
        }
    }

    private static String shown(Verdict verdict) {
        int refused = verdict.source() == Source.DENY_LIST && !verdict.banned() ? 403 : 429;
        return (verdict.allowed() ? 200 : refused)
                + verdict.decisions().stream().map(Replay::shown).collect(Collectors.joining(",", "", ""));
    }

    private static String shown(Decision decision) {
        String left = decision.remaining() + "/" + decision.limit().capacity();
        return " " + decision.policy() + " " + (decision.allowed() ? left : wait(decision))
                + (decision.enforced() ? "" : " shadow");
    }

    private static String wait(Decision decision) {
        Duration wait = Duration.ofMillis(decision.retryAfterMillis());
        if (decision.neverFits()) {
            return "never";
        }
        if (wait.toMillisPart() > 0) {
            return wait.toMillis() + " ms";
        }
        return wait.toMinutesPart() + wait.toSecondsPart() == 0 ? wait.toHours() + " h" : wait.toSeconds() + " s";
    }

    @Override
    public void close() {
        limiter.close();
    }
}
