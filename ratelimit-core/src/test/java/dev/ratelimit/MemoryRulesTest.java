package dev.ratelimit;

class MemoryRulesTest extends RuleRepositoryContract {

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder();
    }

    @Override
    boolean shared() {
        return false;
    }
}
