package dev.ratelimit.admin;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What was decided in a time, and what is worth knowing of it.
 *
 * @param analytics as {@code GET /ratelimit/analytics} has it
 */
@Schema(name = "Report")
record Report(AnalyticsAnswer analytics, Insights insights) {}
