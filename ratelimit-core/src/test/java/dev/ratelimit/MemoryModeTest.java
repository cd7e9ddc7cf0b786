package dev.ratelimit;

class MemoryModeTest extends ModeContract {

    @Override
    RateLimiterBuilder builder() {
        return RateLimiter.builder();
    }
}
