package dev.ratelimit.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was found of a fault that is not a matter of before, during and after. */
record Finding(String name, String how, String found) {

    static final Path DIRECTORY = Report.DIRECTORY.resolve("findings");

    private static final ObjectMapper JSON = new ObjectMapper();

    void write() {
        try {
            Files.createDirectories(DIRECTORY);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(DIRECTORY.resolve(name + ".json").toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of earlier runs, by name. */
    static List<Finding> readAll(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            List<Finding> findings = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                findings.add(JSON.readValue(file.toFile(), Finding.class));
            }
            return findings;
        }
    }
}
