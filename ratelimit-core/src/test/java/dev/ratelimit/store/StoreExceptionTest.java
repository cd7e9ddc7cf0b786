package dev.ratelimit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.store.StoreException.Trouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word that a decision gives as its cause. */
class StoreExceptionTest {

    @ParameterizedTest
    @CsvSource({
        "DISCONNECTED, Currently not connected. Commands are rejected., disconnected",
        "TIMEOUT, Command timed out after 25 ms, timeout",
        "OVERLOAD, Request queue size exceeded: 4096., overload",
        "CALL, WRONGTYPE Operation against a key holding the wrong kind of value, call",
        "REFUSED, OOM command not allowed when used memory > 'maxmemory'., oom",
        "REFUSED, NOPERM this user has no permissions to run the 'evalsha' command, noperm",
        "REFUSED, LOADING Redis is loading the dataset in memory, loading",
        "REFUSED, ERR Error running script (call to f_e0e1): @user_script:1: -OOM command not allowed, oom",
        "REFUSED, ERR The user executing the script can't run this command or subcommand, refused",
        "REFUSED, ERR max number of clients reached, refused"
    })
    void saysWhatRedisSays(Trouble trouble, String message, String word) {
        assertThat(new StoreException(trouble, message, null).word()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT, timeout", "REFUSED, refused"})
    void hasAWordWithoutAMessage(Trouble trouble, String word) {
        assertThat(new StoreException(trouble, null, null).word()).isEqualTo(word);
    }
}
