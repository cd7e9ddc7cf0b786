package dev.ratelimit.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of one fault.
 *
 * @param checks how many were decided, {@code byPolicy} of them, from the beginning on, by the failure policy
 * @param paid how many of those waited for the better part of the budget before
 * @param detectMillis from the beginning to the first decision by policy; null without one
 * @param recoverMillis from the end to the first decision by Redis; null where Redis never ceased to decide
 * @param lines how many this library logged, and how many Lettuce did
 * @param told the first of this library's
 */
record Report(
        String name,
        String how,
        long checks,
        long byPolicy,
        long paid,
        Latency before,
        Latency during,
        Latency after,
        Oracle.Wrong wrong,
        long limit,
        Long detectMillis,
        Long recoverMillis,
        int lines,
        int linesOfLettuce,
        List<String> told,
        Resources resourcesBefore,
        Resources resourcesAfter) {

    static final Path DIRECTORY = Path.of("target", "faults");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What a check took, in milliseconds. */
    record Latency(double p50, double p99, double max) {

        static Latency of(Trace trace) {
            return new Latency(trace.percentile(50), trace.percentile(99), trace.percentile(100));
        }
    }

    Path write() throws IOException {
        Files.createDirectories(DIRECTORY);
        return Files.write(DIRECTORY.resolve(name + ".json"), JSON.writeValueAsBytes(this));
    }

    /** Those of earlier runs, by name. */
    static List<Report> readAll(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            List<Report> reports = new ArrayList<>();
            for (Path file : sorted) {
                reports.add(JSON.readValue(file.toFile(), Report.class));
            }
            return reports;
        }
    }
}
