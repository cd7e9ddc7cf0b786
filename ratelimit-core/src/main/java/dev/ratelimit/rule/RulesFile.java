package dev.ratelimit.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rules and plans as a file holds them: {@code {"rules": [ … ], "plans": {"pro": {"overrides": { … }}}}}. What cannot be
 * used is a {@link RulesException} that lists every fault with its place; nothing is read in part. At most 10 MB, 10,000
 * rules and as many plans.
 */
public record RulesFile(List<Rule> rules, List<Plan> plans) {

    /** No rules and no plans. */
    public static final RulesFile EMPTY = new RulesFile(List.of(), List.of());

    /** Starts the location of a class path resource: {@code classpath:ratelimit.json}. */
    public static final String CLASSPATH = "classpath:";

    private static final int MAX_BYTES = 10_000_000;
    private static final int MAX_RULE = 1_000_000;
    private static final int MAX_DEPTH = 50;
    private static final int MOST = 10_000;
    // All but the first two are part of what the admin API answers, so that it can be sent back; here they say nothing.
    private static final List<String> KNOWN = List.of("rules", "plans", "findings", "version");
    private static final String SHAPE = "a rules file such as {\"rules\": [ … ]}";

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // The default hangs buffers on the thread that deploys, which keeps them when we are undeployed.
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public RulesFile {
        rules = List.copyOf(rules);
        plans = List.copyOf(plans);
    }

    /** These, without those whose ids the other has, and the other's. */
    public RulesFile hiddenBy(RulesFile other) {
        Map<String, Rule> hidden = new TreeMap<>();
        Stream.concat(rules.stream(), other.rules.stream()).forEach(rule -> hidden.put(rule.id(), rule));
        Map<String, Plan> hiddenPlans = new TreeMap<>();
        Stream.concat(plans.stream(), other.plans.stream()).forEach(plan -> hiddenPlans.put(plan.name(), plan));
        return new RulesFile(List.copyOf(hidden.values()), List.copyOf(hiddenPlans.values()));
    }

    /**
     * Reads the file at a location.
     *
     * @param location a path, or {@code classpath:} and the name of a resource
     * @param loader finds the resource
     * @throws RulesException when there is nothing there or it cannot be used
     */
    public static RulesFile at(String location, ClassLoader loader) {
        return location.startsWith(CLASSPATH)
                ? resource(location.substring(CLASSPATH.length()), loader)
                : file(path(location));
    }

    /**
     * Reads a file's text.
     *
     * @throws RulesException when it cannot be used
     */
    public static RulesFile parse(String text) {
        return parse("the text", text.getBytes(StandardCharsets.UTF_8));
    }

    private static RulesFile resource(String name, ClassLoader loader) {
        String source = CLASSPATH + name;
        URL found = loader.getResource(name);
        if (found == null) {
            throw fault(source, "there is no such resource on the class path");
        }
        try (InputStream in = found.openStream()) {
            return parse(source, in.readNBytes(MAX_BYTES + 1));
        } catch (IOException e) {
            throw fault(source, "cannot be read: " + e);
        }
    }

    private static Path path(String location) {
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            throw fault("\"" + e.getInput() + "\"", "is not a path: " + e.getReason());
        }
    }

    private static RulesFile file(Path path) {
        String source = path.toAbsolutePath().toString();
        try (InputStream in = Files.newInputStream(path)) {
            return parse(source, in.readNBytes(MAX_BYTES + 1));
        } catch (NoSuchFileException e) {
            throw fault(source, "there is no such file");
        } catch (IOException e) {
            throw fault(source, "cannot be read: " + e);
        }
    }

    private static RulesFile parse(String source, byte[] json) {
        if (json.length > MAX_BYTES) {
            throw fault(source, "more than 10 MB; accepted are 10 MB");
        }
        List<Fault> faults = new ArrayList<>();
        RulesFile file = read(new Node("", tree(source, json), faults));
        if (!faults.isEmpty()) {
            throw new RulesException(source, faults);
        }
        return file;
    }

    /** The JSON of one rule, which must not be larger than a body of the API. */
    static JsonNode tree(String source, String json) {
        if (json.length() > MAX_RULE) {
            throw fault(source, "more than 1 MB; accepted is 1 MB");
        }
        return tree(source, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON of anything that is already kept. */
    static JsonNode tree(String source, byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            String ours = BrokenJson.reason(e);
            throw fault(
                    source,
                    place + (ours == null ? e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ", "[") : ours));
        } catch (IOException e) {
            throw fault(source, "is not JSON: " + e.getMessage());
        }
    }

    private static RulesFile read(Node file) {
        return file.isObjectOf(KNOWN, SHAPE) ? new RulesFile(rules(file), plans(file.field("plans"))) : EMPTY;
    }

    private static List<Plan> plans(Node node) {
        Map<String, Node> entries = node.present() ? node.object("plans by name") : Map.of();
        if (entries.size() > MOST) {
            node.fault(entries.size() + " plans; accepted are at most 10,000");
            return List.of();
        }
        List<Plan> plans = new ArrayList<>();
        entries.forEach((name, entry) -> {
            Plan plan = Plan.read(name, entry);
            if (plan != null) {
                plans.add(plan);
            }
        });
        return plans;
    }

    private static List<Rule> rules(Node file) {
        List<Node> entries = file.required("rules", "a list of rules").entries("rules");
        if (entries.size() > MOST) {
            file.field("rules").fault(entries.size() + " rules; accepted are at most 10,000");
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        Clashes clashes = new Clashes();
        for (Node entry : entries) {
            Rule rule = RuleReader.read(entry);
            if (clashes.distinctId(entry) && rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static RulesException fault(String source, String message) {
        return new RulesException(source, List.of(new Fault("", message)));
    }
}
