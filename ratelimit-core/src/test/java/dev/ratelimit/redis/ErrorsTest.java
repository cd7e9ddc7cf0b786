package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for each trouble that Redis 6.2, 7 and 8, and Lettuce, were seen to report. */
class ErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REFUSED | READONLY You can't write against a read only replica.",
                "REFUSED | LOADING Redis is loading the dataset in memory",
                "REFUSED | BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "REFUSED | OOM command not allowed when used memory > 'maxmemory'.",
                "REFUSED | MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "REFUSED | NOREPLICAS Not enough good replicas to write.",
                "REFUSED | MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "REFUSED | CLUSTERDOWN The cluster is down",
                "REFUSED | NOPERM this user has no permissions to run the 'evalsha' command",
                "REFUSED | NOAUTH Authentication required.",
                "REFUSED | WRONGPASS invalid username-password pair or user is disabled.",
                "REFUSED | ERR The user executing the script can't run this command or subcommand script: 1f2e, on @user_script:1.",
                "REFUSED | ERR max number of clients reached",
                "CALL    | WRONGTYPE Operation against a key holding the wrong kind of value",
                "CALL    | ERR value is not an integer or out of range",
                "CALL    | MOVED 3999 127.0.0.1:6381",
                "CALL    | ASK 3999 127.0.0.1:6381",
                "CALL    | TRYAGAIN Multiple keys request during rehashing of slot",
                "CALL    | CROSSSLOT Keys in request don't hash to the same slot"
            })
    void readsTheServersWordsPlainAndAsRedis62WrapsThem(Trouble expected, String message) {
        assertThat(trouble(new RedisCommandExecutionException(message))).isEqualTo(expected);
        String wrapped = "ERR Error running script (call to f_0123abcd): @user_script:12: -" + message;
        assertThat(trouble(new RedisCommandExecutionException(wrapped))).isEqualTo(expected);
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                arguments(Trouble.TIMEOUT, new RedisCommandTimeoutException("Command timed out after 25 ms")),
                arguments(Trouble.TIMEOUT, new TimeoutException()),
                arguments(Trouble.DISCONNECTED, new RedisException("Currently not connected. Commands are rejected.")),
                arguments(Trouble.DISCONNECTED, new RedisException("Connection disconnected")),
                arguments(Trouble.DISCONNECTED, new RedisException("Connection is closed")),
                arguments(Trouble.DISCONNECTED, new RedisException("Connection closed")),
                arguments(Trouble.DISCONNECTED, new RedisConnectionException("Unable to connect to 127.0.0.1:1")),
                arguments(Trouble.DISCONNECTED, new RedisConnectionException("WRONGPASS invalid username")),
                arguments(Trouble.DISCONNECTED, new IOException("Connection reset by peer")),
                arguments(Trouble.DISCONNECTED, new CancellationException()),
                arguments(Trouble.OVERLOAD, new RedisException("Request queue size exceeded: 4096.")),
                arguments(Trouble.OVERLOAD, new RedisException("Internal stack size exceeded: 4096.")),
                arguments(Trouble.REFUSED, new RedisException("Cannot determine a partition for slot 12182.")),
                arguments(Trouble.REFUSED, new RedisReadOnlyException("READONLY You can't write")),
                arguments(Trouble.REFUSED, new RedisLoadingException("LOADING Redis is loading")),
                arguments(Trouble.REFUSED, new RedisBusyException("BUSY Redis is busy")));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void readsLettucesExceptions(Trouble expected, Exception error) {
        assertThat(trouble(error)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | MOVED 3999 127.0.0.1:6381",
                "true  | ASK 3999 127.0.0.1:6381",
                "true  | TRYAGAIN Multiple keys request during rehashing of slot",
                "false | CROSSSLOT Keys in request don't hash to the same slot",
                "false | CLUSTERDOWN The cluster is down",
                "false | ERR Error running script (call to f_0123abcd): @user_script:12: -MOVED 3999 127.0.0.1:6381"
            })
    void knowsWhatMayBeAskedAgainAtOnceSinceNothingWasDone(boolean again, String message) {
        assertThat(Errors.moving(Errors.of(new RedisCommandExecutionException(message))))
                .isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | READONLY You can't write against a read only replica.",
                "true  | OOM command not allowed when used memory > 'maxmemory'.",
                "true  | CLUSTERDOWN The cluster is down",
                "true  | Currently not connected. Commands are rejected.",
                "true  | Request queue size exceeded: 4096.",
                "false | NOPERM this user has no permissions to run the 'pexpire' command",
                "false | ERR The user executing the script can't run this command or subcommand",
                "false | Connection closed",
                "false | Connection disconnected",
                "false | WRONGTYPE Operation against a key holding the wrong kind of value"
            })
    void knowsWhatCertainlyChargedNothing(boolean undone, String message) {
        assertThat(Errors.of(new RedisException(message)).undone()).isEqualTo(undone);
        assertThat(Errors.of(new TimeoutException()).undone()).isFalse();
    }

    @Test
    void namesTheRootOfTheTrouble() {
        Exception root = new IOException("Connection refused: /127.0.0.1:6379");
        assertThat(Errors.of(new RedisConnectionException("Unable to connect", root)))
                .hasMessage("Connection refused: /127.0.0.1:6379")
                .hasCauseInstanceOf(RedisConnectionException.class);
        assertThat(Errors.of(new TimeoutException())).hasMessage("TimeoutException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxmemory            | OOM command not allowed when used memory > 'maxmemory'.",
                "save                 | MISCONF Redis is configured to save RDB snapshots",
                "min-replicas-to-write| NOREPLICAS Not enough good replicas to write.",
                "replica-serve-stale-data | MASTERDOWN Link with MASTER is down",
                "REPLICAOF            | READONLY You can't write against a read only replica.",
                "ACL                  | NOPERM this user has no permissions to run the 'evalsha' command",
                "ACL                  | ERR The user executing the script can't run this command or subcommand",
                "redisPassword        | WRONGPASS invalid username-password pair or user is disabled.",
                "redisPassword        | NOAUTH Authentication required.",
                "maxclients           | ERR max number of clients reached"
            })
    void namesTheSettingToChange(String setting, String message) {
        assertThat(Errors.describe(new RedisCommandExecutionException(message)))
                .startsWith(message + ": ")
                .contains(setting);
    }

    static Stream<Arguments> causes() {
        Exception password = new RedisCommandExecutionException("WRONGPASS invalid username-password pair");
        Exception certificate = new SSLHandshakeException("No subject alternative DNS name matching localhost found.");
        Exception loading = new RedisLoadingException("LOADING Redis is loading the dataset in memory");
        Exception file = new IllegalStateException("the password file /run/secrets/redis is empty");
        return Stream.of(
                arguments(true, new RedisConnectionException("Unable to connect", password)),
                arguments(true, new RedisConnectionException("Unable to connect", certificate)),
                arguments(true, file),
                arguments(false, new RedisConnectionException("Unable to connect", loading)),
                arguments(false, new RedisConnectionException("Unable to connect", new IOException("refused"))),
                arguments(false, new RedisCommandTimeoutException("Connection initialization timed out")));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void tellsWhatSomebodyMustMend(boolean expected, Exception error) {
        assertThat(Errors.needsMending(error)).isEqualTo(expected);
    }

    @Test
    void knowsAReplicaByItsWords() {
        String message = "READONLY You can't write against a read only replica.";
        assertThat(Errors.ofReplica(new RedisReadOnlyException(message))).isTrue();
        assertThat(Errors.ofReplica(new RedisCommandExecutionException(
                        "ERR Error running script (call to f_0123abcd): @user_script:12: -" + message)))
                .isTrue();
        assertThat(Errors.ofReplica(new RedisCommandExecutionException("LOADING Redis is loading")))
                .isFalse();
    }

    @Test
    void saysThatItIsAboutACertificate() {
        Exception root = new CertificateException("No name matching localhost found");
        Exception handshake = new SSLHandshakeException("No name matching localhost found");
        handshake.initCause(root);
        assertThat(Errors.describe(new RedisConnectionException("Unable to connect", handshake)))
                .isEqualTo("TLS: No name matching localhost found");
    }

    private static Trouble trouble(Exception error) {
        return Errors.of(error).trouble();
    }

    @Test
    void aHandshakeThatFailedBeforeTellsNobodyWhatToMend() {
        Exception aftermath = new SSLException("SSLEngine closed already");
        assertThat(Errors.needsMending(new RedisConnectionException("Unable to connect", aftermath)))
                .isFalse();
        Exception certificate = new SSLHandshakeException("unable to find valid certification path");
        assertThat(Errors.needsMending(new RedisConnectionException("Unable to connect", certificate)))
                .isTrue();
    }
}
