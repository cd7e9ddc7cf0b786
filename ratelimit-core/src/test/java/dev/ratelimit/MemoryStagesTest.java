package dev.ratelimit;

class MemoryStagesTest extends StagesContract {

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder();
    }
}
