package dev.ratelimit.sample;

/** Where the sample counts. */
enum StoreChoice {
    /** On Redis, so that several copies share their limits. */
    REDIS,
    /** In this JVM alone. */
    MEMORY
}
