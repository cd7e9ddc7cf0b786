package dev.ratelimit.store;

import static dev.ratelimit.store.Charges.charge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.limit.Algorithm;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 200 threads against a limit of 100, {@code -Dproof.rounds} times: every store admits exactly 100. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConcurrencyContract {

    private static final int ROUNDS = Integer.getInteger("proof.rounds", 50);
    private static final int THREADS = 200;
    private static final int LIMIT = 100;

    private Rush rush;

    protected abstract Store store();

    @BeforeAll
    void start() {
        rush = new Rush(THREADS);
    }

    @AfterAll
    void stop() {
        rush.close();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void admitsExactlyTheLimit(Algorithm algorithm) throws Exception {
        Limit limit = LongWindows.of(algorithm, LIMIT);
        for (int round = 0; round < ROUNDS; round++) {
            String subject = Charges.newSubject();
            int allowed = rush.allowed(store(), i -> Charges.take(charge("rule", limit, subject, 1)));
            assertThat(allowed).isEqualTo(LIMIT);
            assertThat(Charges.take(store(), limit, subject, 0).remaining()).isZero();
        }
    }

    /** Half of the threads take a and b, half b and a; b, the tighter, denies, and then a is not charged either. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void overlappingRequestsNeitherBlockEachOtherNorChargeADenial(Algorithm algorithm) throws Exception {
        Limit roomy = LongWindows.of(algorithm, 3 * LIMIT);
        Limit tight = LongWindows.of(algorithm, LIMIT);
        for (int round = 0; round < ROUNDS; round += 5) {
            String subject = Charges.newSubject();
            Charge a = charge("a", roomy, subject, 1);
            Charge b = charge("b", tight, subject, 1);
            int allowed = rush.allowed(store(), i -> i % 2 == 0 ? Charges.take(a, b) : Charges.take(b, a));
            assertThat(allowed).isEqualTo(LIMIT);
            Call look = Charges.take(charge("a", roomy, subject, 0), charge("b", tight, subject, 0));
            assertThat(Charges.decided(store(), look).decisions())
                    .extracting(Decision::remaining)
                    .containsExactly(2L * LIMIT, 0L);
        }
    }
}
