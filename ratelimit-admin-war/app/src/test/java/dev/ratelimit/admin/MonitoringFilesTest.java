package dev.ratelimit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ratelimit.embedded.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the dashboard and the alerts ask Prometheus for is what it scrapes here. */
class MonitoringFilesTest {

    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Pattern METER = Pattern.compile("\\b(?:ratelimit|jvm|process|system)_[a-z_]+\\b");
    private static final Pattern SELECTOR = Pattern.compile("(" + METER + ")\\{([^}]*)}");
    private static final Pattern IS = Pattern.compile("([a-z_]+)=\"([^\"$]*)\"");
    private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");
    /** What Prometheus adds by itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    /** Lines of {@code name{label="value",…} 1.0}. */
    private static List<String> scraped;

    /** Some traffic of every kind: allowed, near the limit, denied, and without Redis. */
    @BeforeAll
    static void scrape() {
        try (RedisServer redis = RedisServer.start();
                AdminServer server = AdminServer.start(Map.of(
                        "access", "open",
                        "redisAddr", redis.address(),
                        "checkBudget", "5s",
                        "bucketCapacity", "2",
                        "rate", "0.001",
                        "onStoreFailure", "allow"))) {
            server.post(
                    "/ratelimit/rules",
                    "{\"id\": \"draft\", \"key\": [\"user\"], \"mode\": \"shadow\", \"limits\": [\"1/1h\"]}",
                    "Content-Type",
                    "application/json");
            for (int i = 0; i < 4; i++) {
                server.get("/check?user_id=alice");
            }
            redis.kill();
            await().until(() -> {
                server.get("/check?user_id=bob");
                return lines(server).contains("ratelimit_store_lost 1.0");
            });
            scraped = lines(server);
        }
    }

    private static List<String> lines(AdminServer server) {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(DOCS.resolve("grafana-dashboard.json").toFile());
    }

    private static JsonNode alerts() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(DOCS.resolve("prometheus-alerts.yml").toFile());
    }

    /** Whatever is asked, from both files. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        dashboard().findValuesAsText("expr", queries);
        dashboard().at("/templating/list").findValuesAsText("query", queries);
        alerts().findValuesAsText("expr", queries);
        queries.remove("prometheus");
        assertThat(queries).hasSizeGreaterThan(18);
        return queries;
    }

    private static Set<String> names() {
        return scraped.stream().map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyMeterThatIsAskedForIsScraped() throws IOException {
        for (String query : queries()) {
            List<String> asked =
                    METER.matcher(query).results().map(found -> found.group()).toList();
            assertThat(asked).as(query).isNotEmpty();
            assertThat(names()).as(query).containsAll(asked);
        }
    }

    @Test
    void everyMeterOfOursIsShown() throws IOException {
        Set<String> ours = new TreeSet<>(names());
        // Buckets and the maximum are shown, from which the rest follows.
        ours.removeIf(name -> !name.startsWith("ratelimit_") || name.matches(".*_duration_seconds_(count|sum)"));
        assertThat(dashboard().findValuesAsText("expr"))
                .satisfies(shown ->
                        assertThat(ours).allSatisfy(name -> assertThat(shown).anyMatch(query -> query.contains(name))));
    }

    @Test
    void theManualListsWhatIsScraped() throws IOException {
        Set<String> ours = new TreeSet<>(names());
        ours.removeIf(name -> !name.startsWith("ratelimit_") || name.matches(".*_duration_seconds_(count|sum|max)"));
        assertThat(METER.matcher(Files.readString(DOCS.resolve("metrics.md")))
                        .results()
                        .map(found -> found.group()))
                .containsExactlyInAnyOrderElementsOf(ours);
    }

    @Test
    void everyValueThatIsPickedOccurs() throws IOException {
        for (String query : queries()) {
            Matcher selector = SELECTOR.matcher(query);
            while (selector.find()) {
                String name = selector.group(1);
                IS.matcher(selector.group(2))
                        .results()
                        .forEach(label -> assertThat(scraped)
                                .as(query)
                                .anyMatch(line -> line.startsWith(name + "{") && line.contains(label.group())));
            }
        }
    }

    @Test
    void everyLabelThatIsSummedByIsThere() throws IOException {
        for (String query : queries()) {
            List<String> meters = scraped.stream()
                    .filter(line -> METER.matcher(query).results().anyMatch(found -> line.startsWith(found.group())))
                    .toList();
            BY.matcher(query)
                    .results()
                    .flatMap(by -> List.of(by.group(1).split(", ")).stream())
                    .forEach(label -> assertThat(OF_PROMETHEUS.contains(label)
                                    || meters.stream().anyMatch(line -> line.contains(label + "=\"")))
                            .as(query + " by " + label)
                            .isTrue());
        }
    }

    @Test
    void everyAlertSaysWhatItIsAbout() throws IOException {
        JsonNode rules = alerts().at("/groups/0/rules");
        assertThat(rules).hasSizeGreaterThan(5);
        assertThat(rules.findValuesAsText("alert")).doesNotHaveDuplicates();
        rules.forEach(rule -> {
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(rule.at("/annotations/description").asText()).isNotEmpty();
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
        });
    }

    @Test
    void everyPanelOfTheDashboardHasAPlaceOfItsOwn() throws IOException {
        JsonNode panels = dashboard().path("panels");
        Set<String> places = new TreeSet<>();
        panels.forEach(panel -> assertThat(places.add(panel.at("/gridPos/x") + " " + panel.at("/gridPos/y")))
                .as(panel.path("title").asText())
                .isTrue());
        assertThat(panels.findValuesAsText("id")).doesNotHaveDuplicates();
    }
}
