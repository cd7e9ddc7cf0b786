package dev.ratelimit;

class MemoryPlansTest extends PlansContract {

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder().memoryUsers();
    }
}
