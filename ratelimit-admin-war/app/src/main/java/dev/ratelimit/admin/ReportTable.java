package dev.ratelimit.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A report as CSV: a line for each thing, called as in JSON; the first column says what it is. */
final class ReportTable {

    private static final String SECTION = "section";
    private static final List<String> COLUMNS = List.of(
            SECTION,
            "rule",
            "route",
            "user_id",
            "at",
            "limit",
            "window",
            "requests",
            "allowed",
            "denied",
            "would_deny",
            "near",
            "count",
            "share",
            "current",
            "callers",
            "p50",
            "p95",
            "p99",
            "max",
            "suggested",
            "verdict");
    private static final CsvSchema SCHEMA = CsvSchema.builder()
            .addColumns(COLUMNS, CsvSchema.ColumnType.STRING)
            .build()
            .withHeader();
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            .build();
    private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};
    /** At the beginning, and after what separates cells or lines somewhere. */
    private static final Pattern FORMULA =
            Pattern.compile("(^\\s*|[;,|\\t\\r\\n]\\s*)([=+\\-@\uff1d\uff0b\uff0d\uff20])");

    private final List<Map<String, Object>> rows = new ArrayList<>();

    private ReportTable() {}

    static String of(Report report) {
        ReportTable table = new ReportTable();
        table.counted(report.analytics());
        table.found(report.insights());
        try {
            return MAPPER.writer(SCHEMA).writeValueAsString(table.rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written as CSV", e);
        }
    }

    private void counted(AnalyticsAnswer analytics) {
        add("total", analytics.totals());
        addAll("rule", analytics.rules());
        addAll("route", analytics.routes());
        addAll("user_by_requests", analytics.users().byRequests());
        addAll("user_by_denials", analytics.users().byDenials());
    }

    private void found(Insights insights) {
        addAll("busiest_hour", insights.busiestHours());
        addAll("near_limit", insights.nearLimit());
        insights.neverMatched().forEach(rule -> add("never_matched", Map.of("rule", rule)));
        addAll("always_denying", insights.alwaysDenying());
        for (Insights.ShadowRule shadow : insights.shadow()) {
            add("shadow", shadow);
            shadow.top()
                    .forEach(hurt -> add(
                            "shadow_user",
                            Map.of("rule", shadow.rule(), "user_id", hurt.userId(), "count", hurt.count())));
        }
        addAll("suggested_limit", insights.suggestedLimits());
    }

    private void addAll(String section, List<?> all) {
        all.forEach(one -> add(section, one));
    }

    private void add(String section, Object one) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(SECTION, section);
        Json.MAPPER.convertValue(one, ROW).forEach((name, value) -> {
            if (COLUMNS.contains(name)) {
                row.put(name, value instanceof String text ? harmless(text) : value);
            }
        });
        rows.add(row);
    }

    /** Programs that show tables would reckon with a text that begins like a formula. */
    private static String harmless(String text) {
        return FORMULA.matcher(text).replaceAll("$1'$2");
    }
}
