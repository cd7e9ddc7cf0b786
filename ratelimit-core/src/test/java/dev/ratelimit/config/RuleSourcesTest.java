package dev.ratelimit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.rule.Origin;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RulesException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSourcesTest {

    @TempDir
    Path folder;

    @Test
    void aDefaultLimitAloneIsEnough() throws IOException {
        List<Rule> rules = read(Map.of("defaultLimit", "100/1m", "onStoreFailure", "deny"));

        assertThat(rules).containsExactly(Rule.ofDefault(Limit.perMinute(100), FailurePolicy.DENY));
    }

    @Test
    void aFileOnTheClassPathIsFoundByItsUsualName() throws IOException {
        write("ratelimit.json", "search");

        assertThat(ids(Map.of())).containsExactly("search");
    }

    @Test
    void theDefaultLimitStandsBesideTheFile() throws IOException {
        write("ratelimit.json", "search");

        assertThat(ids(Map.of("defaultLimit", "100/1m"))).containsExactly("search", "default");
    }

    @Test
    void aPlaceThatIsGivenWinsOverTheUsualOne() throws IOException {
        write("ratelimit.json", "search");
        write("other.json", "other");

        assertThat(ids(Map.of("rules", "classpath:other.json"))).containsExactly("other");
        assertThat(ids(Map.of("rules", folder.resolve("other.json").toString())))
                .containsExactly("other");
    }

    @Test
    void aRuleOfTheFileHidesTheDefaultLimit() throws IOException {
        write("ratelimit.json", "default");

        assertThat(read(Map.of("defaultLimit", "100/1m")))
                .singleElement()
                .satisfies(rule -> assertThat(rule.origin()).isEqualTo(Origin.FILE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"enabled\": false", "\"mode\": \"off\"", "\"key\": \"ip\"", "\"key\": [\"user\", \"path\"]"})
    void aServiceRefusesARuleDefaultThatCountsNoUsers(String field) throws IOException {
        Files.writeString(
                folder.resolve("ratelimit.json"),
                "{\"rules\": [{\"id\": \"default\", \"limits\": [\"1/s\"], " + field + "}]}");
        Settings settings = Settings.load(new Sources(Map.of(), Map.of(), Map.of(), Map.of()));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            assertThatThrownBy(() -> RuleSources.ofService(settings, loader))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("the rule \"default\" must count users");
        }
    }

    @Test
    void aPlaceWithoutAFileIsRefused() {
        assertThatThrownBy(() -> read(Map.of("rules", "classpath:none.json", "defaultLimit", "1/s")))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("classpath:none.json");
    }

    @Test
    void withoutAnyRuleTheLineToAddIsShown() throws IOException {
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("there are no rules")
                .hasMessageContaining("\n    RATELIMIT_DEFAULT_LIMIT=100/1m\n")
                .hasMessageContaining("<param-name>defaultLimit</param-name><param-value>100/1m</param-value>");

        Files.writeString(folder.resolve("ratelimit.json"), "{\"rules\": []}");
        assertThatThrownBy(() -> read(Map.of())).isInstanceOf(SettingsException.class);
    }

    private void write(String file, String id) throws IOException {
        Files.writeString(folder.resolve(file), "{\"rules\": [{\"id\": \"" + id + "\", \"limits\": [\"1/s\"]}]}");
    }

    private List<String> ids(Map<String, String> initParams) throws IOException {
        return read(initParams).stream().map(Rule::id).toList();
    }

    private List<Rule> read(Map<String, String> initParams) throws IOException {
        Settings settings = Settings.load(new Sources(initParams, Map.of(), Map.of(), Map.of()));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            return RuleSources.read(settings, loader).rules();
        }
    }
}
