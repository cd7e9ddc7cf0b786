package dev.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.rule.Difference;
import dev.ratelimit.rule.Key;
import dev.ratelimit.rule.Mode;
import dev.ratelimit.rule.Overrides;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.Stored;
import dev.ratelimit.rule.StoredSet;
import dev.ratelimit.user.Customisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Java of docs/rules.md stands here line by line, and does what is said there. */
class ManualCodeTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final RateLimiter limiter =
            RateLimiter.builder().memoryUsers().defaultLimit(Limit.perHour(100)).build();

    @AfterEach
    void close() {
        limiter.close();
    }

    @Test
    void isAllOfWhatTheManualHas() throws IOException {
        String here = Files.readString(Path.of("src", "test", "java", "dev", "ratelimit", "ManualCodeTest.java"));
        String manual = Files.readString(Path.of("..", "docs", "rules.md"));
        assertThat(JAVA.matcher(manual).results().flatMap(code -> code.group(1).lines()))
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> assertThat(here).contains(line.replaceFirst(" // .*", "")));
    }

    @Test
    void changesRules() {
        List<Rule> others = List.of(Rule.of("other", Key.of("ip"), Limit.perMinute(5)));

        Repository<Rule> rules = limiter.ruleRepository();
        Stored<Rule> stored = rules.create(Rule.of("search", Key.of("user"), Limit.perMinute(100)), "carol");
        rules.update(stored.value().withMode(Mode.SHADOW), stored.version(), "carol");
        rules.delete("search", Repository.ANY, "carol");
        assertThat(rules.load().entries()).isEmpty();

        Difference difference = rules.difference(others, Repository.ANY); // what replacing all of them would change
        assertThat(difference.after()).containsOnlyKeys("other");
        StoredSet<Rule> after = rules.replace(others, rules.load().version(), "carol");
        assertThat(after.values()).extracting(Rule::id).containsExactly("other");
        rules.rollback(stored.version(), "carol"); // back to the set after that change
        assertThat(rules.load().values()).extracting(Rule::id).containsExactly("search");
    }

    @Test
    void givesAUserAPlan() {
        Overrides overrides = new Overrides(Map.of("default", new Overrides.Entry(List.of(Limit.perHour(7)), null)));
        Instant end = Instant.now().plusSeconds(60);
        Limit standard = Limit.perHour(100);

        limiter.planRepository().put(new Plan("pro", overrides), "carol");
        limiter.users().put("alice", Customisation.NONE.withPlan("pro").until(end), standard);
        assertThat(limiter.check("alice").decisions().get(0).limit()).isEqualTo(Limit.perHour(7));
    }

    @Test
    void listsCallers() {
        Instant until = Instant.now().plusSeconds(60);

        limiter.denyList().put("10.0.0.0/8", "scanners", "carol", until);
        limiter.allowList().put("monitoring", "our own probes", "carol", null);
        assertThat(limiter.denyList().list("", 10)).hasSize(1);
        limiter.denyList().remove("10.0.0.0/8");
        assertThat(limiter.denyList().list("", 10)).isEmpty();
        assertThat(limiter.check("monitoring").source()).isEqualTo(Source.ALLOW_LIST);
    }
}
