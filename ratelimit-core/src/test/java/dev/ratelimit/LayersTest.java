package dev.ratelimit;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The packages of core form the graph of the design: what is below never knows what is above. */
class LayersTest {
    private static final String ROOT = "dev.ratelimit";

    /** Each package and the packages it stands on; it may also use whatever those stand on. */
    private static final Map<String, List<String>> STANDS_ON = new LinkedHashMap<>();

    static {
        STANDS_ON.put("limit", List.of());
        STANDS_ON.put("algorithm", List.of("limit"));
        STANDS_ON.put("store", List.of("algorithm"));
        STANDS_ON.put("node", List.of());
        STANDS_ON.put("trace", List.of("limit"));
        STANDS_ON.put("http", List.of("limit"));
        STANDS_ON.put("rule", List.of("http"));
        STANDS_ON.put("list", List.of("http"));
        STANDS_ON.put("config", List.of("rule"));
        STANDS_ON.put("user", List.of("store", "rule"));
        STANDS_ON.put("analytics", List.of("store"));
        STANDS_ON.put("metrics", List.of("analytics"));
        STANDS_ON.put("event", List.of("store", "list"));
        STANDS_ON.put("traffic", List.of("http", "analytics"));
        STANDS_ON.put("simulation", List.of("rule", "traffic"));
        STANDS_ON.put("redis", List.of("store", "rule", "list", "user", "analytics", "traffic", "node"));
        // The root package: RateLimiter and its builder.
        STANDS_ON.put("", List.of("redis", "config", "metrics", "trace", "event", "simulation"));
        STANDS_ON.put("gate", List.of("")); // what the adapters of web frameworks have in common
    }

    private final JavaClasses core = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void noPackageUsesOneAboveIt() {
        LayeredArchitecture layers =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : STANDS_ON.keySet()) {
            layers = layers.layer(layer(name)).definedBy(layer(name));
        }
        for (String name : STANDS_ON.keySet()) {
            String[] below = below(name).stream().map(LayersTest::layer).toArray(String[]::new);
            layers = below.length == 0
                    ? layers.whereLayer(layer(name)).mayNotAccessAnyLayer()
                    : layers.whereLayer(layer(name)).mayOnlyAccessLayers(below);
        }
        layers.ensureAllClassesAreContainedInArchitecture()
                .as("each package is named in STANDS_ON and uses only what it stands on")
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void theTableItselfHasNoCycle() {
        assertThat(STANDS_ON.keySet())
                .allSatisfy(name -> assertThat(below(name)).doesNotContain(name));
    }

    /** All packages a package stands on, directly or through others. */
    private static Set<String> below(String name) {
        Set<String> found = new TreeSet<>();
        collectBelow(name, found);
        return found;
    }

    private static void collectBelow(String name, Set<String> found) {
        for (String next : STANDS_ON.get(name)) {
            if (found.add(next)) {
                collectBelow(next, found);
            }
        }
    }

    private static String layer(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }
}
