package dev.ratelimit;

import dev.ratelimit.rule.RulesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What docs/rules.md says in a form that a test can read. */
final class RulesManual {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```(.*?)(?=```json\n|\\z)", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private RulesManual() {}

    /**
     * An example and what stands between it and the next one.
     *
     * @param json a file, or a rule
     */
    record Example(String json, String after) {

        RulesFile file() {
            return RulesFile.parse(json.contains("\"rules\"") ? json : "{\"rules\": [" + json + "]}");
        }

        /** Requests and what is answered. */
        List<List<String>> answers() {
            return table(after, "request");
        }

        /** What is said to be odd about it, line by line. */
        List<String> findings() {
            return TEXT.matcher(after)
                    .results()
                    .flatMap(found -> found.group(1).lines())
                    .toList();
        }
    }

    static List<Example> examples() {
        return JSON.matcher(text())
                .results()
                .map(match -> new Example(match.group(1), match.group(2)))
                .toList();
    }

    /** The rows of the tables whose first column has this heading. */
    static List<List<String>> table(String heading) {
        return table(text(), heading);
    }

    private static List<List<String>> table(String text, String heading) {
        Pattern table = Pattern.compile("^\\| " + heading + " \\|.*\n\\|[-|]+\n((?:\\|.*\n)+)", Pattern.MULTILINE);
        return table.matcher(text)
                .results()
                .flatMap(match -> match.group(1).lines())
                .map(RulesManual::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.length() - 1).split(" \\|", -1))
                .map(String::strip)
                .toList();
    }

    /** What is written as code in a cell. */
    static List<String> code(String cell) {
        Stream<MatchResult> found = CODE.matcher(cell).results();
        return found.map(match -> match.group(1)).toList();
    }

    /** All of it. */
    static String text() {
        try {
            return Files.readString(Path.of("..", "docs", "rules.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
