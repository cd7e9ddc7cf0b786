package dev.ratelimit.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the figures of the last run into a page, between two markers. */
public final class ReliabilityTable {

    private static final String BEGIN = "<!-- figures: written by mvn verify -Pfaults -->";
    private static final String END = "<!-- end of figures -->";
    private static final String HEAD = """
            | fault | what was done | added latency before: p50 / p99 / max | during | after | wrongly allowed | wrongly denied \
            | decided otherwise after | Redis decides again after | log lines | heap, threads |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private ReliabilityTable() {}

    /**
     * Writes the table.
     *
     * @param args the directory of the figures, and the page
     */
    public static void main(String[] args) throws IOException {
        Path page = Path.of(args[1]);
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no place for the figures: " + BEGIN + " and " + END);
        }
        Path figures = Path.of(args[0]);
        String table = table(Report.readAll(figures)) + "\n" + findings(Finding.readAll(figures.resolve("findings")));
        Files.writeString(page, text.substring(0, begin) + BEGIN + "\n\n" + table + "\n" + text.substring(end));
    }

    static String table(List<Report> reports) {
        return HEAD
                + reports.stream()
                        .map(ReliabilityTable::row)
                        .map(row -> row + "\n")
                        .collect(Collectors.joining());
    }

    private static String findings(List<Finding> findings) {
        return "| also | what was done | found |\n|---|---|---|\n"
                + findings.stream()
                        .map(f -> "| " + f.name() + " | " + f.how() + " | " + f.found() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String row(Report report) {
        return "| "
                + String.join(
                        " | ",
                        report.name(),
                        report.how(),
                        latency(report.before()),
                        latency(report.during()),
                        latency(report.after()),
                        wrong(report.wrong().allowed(), report.wrong().mostAllowed(), report.limit()),
                        wrong(report.wrong().denied(), report.wrong().mostDenied(), report.limit()),
                        millis(report.detectMillis()),
                        millis(report.recoverMillis()),
                        report.lines() + " (Lettuce: " + report.linesOfLettuce() + ")",
                        change(report.resourcesBefore(), report.resourcesAfter()))
                + " |";
    }

    private static String latency(Report.Latency latency) {
        return String.format(Locale.ROOT, "%.2f / %.1f / %.0f ms", latency.p50(), latency.p99(), latency.max());
    }

    private static String wrong(long units, long most, long limit) {
        return units == 0 ? "0" : units + " (one user: " + 100 * most / limit + " % of the limit)";
    }

    private static String millis(Long millis) {
        return millis == null ? "never" : millis + " ms";
    }

    private static String change(Resources before, Resources after) {
        return String.format(
                Locale.ROOT,
                "%.0f → %.0f MB, %d → %d",
                before.heapKib() / 1024.0,
                after.heapKib() / 1024.0,
                before.threads(),
                after.threads());
    }
}
