package dev.ratelimit.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratelimit.rule.Rule;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the library reads and writes as trees of JSON, for the description of the API: {@code docs/rules.md} tells what each
 * field means. That answers look like this is tested with every exchange of the tests.
 */
final class Shapes {

    /** The most that can be counted. */
    static final String MOST = "1000000000000000";

    /** Whole minutes, hours or days. */
    static final String STEP = "^[1-9][0-9]{0,5}(m|h|d)$";

    static final String DURATION = "^([0-9]{1,12}(ms|s|m|h|d)|PT.+)$";
    static final String RULE = "{\"id\": \"search\", \"when\": {\"path\": \"/search/**\"}, \"key\": [\"user\"],"
            + " \"limits\": [{\"algorithm\": \"token\", \"capacity\": 20, \"refill_rate\": 5}]}";
    static final String RULES = "{\"rules\": [" + RULE + "]}";
    static final String DRAFT = "{\"rule\": " + RULE + "}";
    static final String PLAN = "{\"overrides\": {\"search\": [\"200/1m\"]}}";
    static final String ENTRY = "{\"reason\": \"scans for holes\", \"expires_at\": \"2030-01-01T00:00:00Z\"}";
    static final String MODE = "{\"mode\": \"shadow\", \"until\": \"2030-01-01T00:00:00Z\"}";
    static final String USER = "{\"plan\": \"pro\", \"until\": \"2030-01-01T00:00:00Z\", \"note\": \"a trial\"}";
    static final String CHECK = "{\"user_id\": \"alice\", \"path\": \"/search\", \"explain\": true}";

    private Shapes() {}

    /** What may be left out, but not be null unless a field says so itself: a field, or all of a record. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface NoNulls {}

    /** A limit of an algorithm; which fields go together {@code docs/rules.md} tells. */
    @NoNulls
    @Schema(name = "Limit")
    record LimitShape(
            @Schema(
                    allowableValues = {
                        "token",
                        "token_bucket",
                        "leaky",
                        "leaky_bucket",
                        "fixed_window",
                        "sliding_window_log",
                        "sliding_window_counter"
                    })
            String algorithm,

            @Schema(pattern = Ids.PATTERN) @Nullable String name,
            @Schema(minimum = "1", maximum = MOST) @Nullable Long capacity,

            @JsonProperty("max_tokens") @Schema(minimum = "1", maximum = MOST) @Nullable
            Long maxTokens,

            @JsonProperty("refill_rate") @Schema(minimum = "0", exclusiveMinimum = true, maximum = MOST) @Nullable
            BigDecimal refillRate,

            @JsonProperty("leak_rate") @Schema(minimum = "0", exclusiveMinimum = true, maximum = MOST) @Nullable
            BigDecimal leakRate,

            @Schema(minimum = "1", maximum = MOST) @Nullable Long limit,
            @Schema(pattern = DURATION) @Nullable String window,
            @Schema(minimum = "1", maximum = MOST) @Nullable Long burst,

            @Schema(allowableValues = {"day", "week", "month"}) @Nullable
            String calendar,

            @Nullable String zone,

            @Schema(anyOf = {Long.class, String.class}) @Nullable
            Object anchor) {}

    /** Which responses count, each a status such as 401 or a class such as {@code 4xx}, and when they do. */
    @NoNulls
    @Schema(name = "CountWhen")
    record CountWhenShape(
            @Schema(anyOf = {String.class, Long.class, String[].class, Long[].class})
            Object status,

            @Schema(defaultValue = "true") @Nullable Boolean reserve) {}

    /** A rule; what answers add ({@code origin}, {@code version}, times, {@code findings}) may be sent back. */
    @NoNulls
    @Schema(name = "Rule", example = RULE)
    record RuleShape(
            @Schema(pattern = Ids.PATTERN) @Nullable String id,

            @Schema(maxLength = 1_000) @Nullable String description,
            @Schema(defaultValue = "true") @Nullable Boolean enabled,

            @Schema(minimum = "0", maximum = "1000000", defaultValue = "100") @Nullable
            Integer priority,

            @Schema(
                    allowableValues = {"enforce", "shadow", "off"},
                    defaultValue = "enforce")
            @Nullable
            String mode,

            @JsonProperty("enforce_percent") @Schema(minimum = "0", maximum = "100", defaultValue = "100") @Nullable
            Integer enforcePercent,

            @Nullable ConditionShape when,

            @Schema(anyOf = {String.class, String[].class}) @Nullable
            Object key,

            @ArraySchema(minItems = 1, maxItems = 16, schema = @Schema(anyOf = {String.class, LimitShape.class}))
            List<Object> limits,

            @Schema(minimum = "1", maximum = "" + Rule.MAX_COST, defaultValue = "1") @Nullable
            Long cost,

            @JsonProperty("count_when")
            @Schema(anyOf = {String.class, Long.class, String[].class, Long[].class, CountWhenShape.class})
            @Nullable
            Object countWhen,

            @JsonProperty("on_store_failure")
            @Schema(
                    allowableValues = {"local", "allow", "deny"},
                    defaultValue = "local")
            @Nullable
            String onStoreFailure,

            @JsonProperty("final") @Schema(defaultValue = "false") @Nullable
            Boolean last,

            @Schema(allowableValues = {"file", "settings", "code", "annotation", "stored"}) @Nullable
            String origin,

            @Schema(nullable = true) @Nullable Long version,

            @JsonProperty("created_at") @Schema(nullable = true) @Nullable
            String createdAt,

            @JsonProperty("updated_at") @Schema(nullable = true) @Nullable
            String updatedAt,

            @ArraySchema(arraySchema = @Schema(nullable = true)) @Nullable
            List<String> findings) {}

    /** A rule of a file, where nobody makes up an id. */
    @Schema(name = "NamedRule", allOf = RuleShape.class, requiredProperties = "id")
    record NamedRuleShape() {}

    /** A plan. */
    @NoNulls
    @Schema(name = "Plan", example = PLAN)
    record PlanShape(
            @Nullable String name,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object overrides,

            @Schema(nullable = true) @Nullable Long version,

            @JsonProperty("created_at") @Schema(nullable = true) @Nullable
            String createdAt,

            @JsonProperty("updated_at") @Schema(nullable = true) @Nullable
            String updatedAt) {}

    /** All plans. */
    @Schema(name = "Plans")
    record PlansShape(List<PlanShape> plans, long version) {}

    /** The rules in force, in the order in which they are asked. */
    @Schema(name = "Rules")
    record RulesShape(List<RuleShape> rules, List<String> findings, long version) {}

    /** A file of rules and plans. */
    @NoNulls
    @Schema(name = "RulesFile", example = RULES)
    record FileShape(
            List<NamedRuleShape> rules,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object plans,

            @ArraySchema(arraySchema = @Schema(nullable = true)) @Nullable
            List<String> findings,

            @Schema(nullable = true) @Nullable Long version) {}

    /** What replacing all rules has changed, or would. */
    @Schema(name = "Difference")
    record DifferenceShape(
            @JsonProperty("dry_run") boolean dryRun,
            long version,
            Map<String, RuleShape> before,
            Map<String, RuleShape> after) {}

    /** A change of rules: what was before, and after. */
    @Schema(name = "Change")
    record ChangeShape(
            long version, String at, String author, Map<String, RuleShape> before, Map<String, RuleShape> after) {}

    /** The last changes, latest first. */
    @Schema(name = "History")
    record HistoryShape(List<ChangeShape> changes) {}

    /** What there is after a rollback. */
    @Schema(name = "Rollback")
    record RollbackShape(long version, @Nullable List<String> rules) {}

    /** What is special about a user; what answers add may be sent back. */
    @Schema(name = "Customisation", example = USER)
    record UserShape(
            @Schema(pattern = Ids.PATTERN) @Nullable String plan,

            @ArraySchema(maxItems = 1, schema = @Schema(anyOf = {String.class, LimitShape.class})) @Nullable
            List<Object> limits,

            @Schema(type = "object", additionalProperties = AdditionalPropertiesValue.TRUE) @Nullable
            Object overrides,

            @Schema(format = "date-time") @Nullable String until,
            @Schema(maxLength = 1_000) @Nullable String note,
            @JsonProperty("user_id") @NoNulls @Nullable String userId,
            @Nullable Boolean custom,
            @Nullable Boolean ended,
            @Nullable Long version,
            @JsonProperty("created_at") @Nullable String createdAt,
            @JsonProperty("updated_at") @Nullable String updatedAt) {}
}
