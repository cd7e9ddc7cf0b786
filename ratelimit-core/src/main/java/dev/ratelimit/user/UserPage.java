package dev.ratelimit.user;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of users.
 *
 * @param users the record of each, by id
 * @param next the cursor of the page after this; null after the last
 */
public record UserPage(Map<String, Profile> users, @Nullable String next) {}
