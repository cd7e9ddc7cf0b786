package dev.ratelimit.rule;

import java.time.Instant;

/**
 * A rule of a {@link RuleRepository}.
 *
 * @param version the number of the change that made it what it is; never used for anything else
 */
public record StoredRule(Rule rule, long version, Instant createdAt, Instant updatedAt) {}
