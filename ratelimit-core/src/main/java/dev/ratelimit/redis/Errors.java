package dev.ratelimit.redis;

import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What an error of Lettuce or Redis means. */
final class Errors {

    /** Redis answers these while it, or this user on it, cannot run any script. Older servers wrap them in ERR. */
    private static final List<String> REFUSED = List.of(
            "READONLY",
            "LOADING",
            "BUSY",
            "OOM ",
            "MISCONF",
            "NOREPLICAS",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "NOPERM",
            "NOAUTH",
            "WRONGPASS",
            "can't run this command",
            "max number of clients");

    private static final List<String> DISCONNECTED =
            List.of("not connected", "Connection disconnected", "Connection closed", "Connection is closed");

    private static final List<String> OVERLOAD = List.of("queue size exceeded", "stack size exceeded");

    private Errors() {}

    static StoreException of(Throwable error) {
        return new StoreException(trouble(error), describe(error), error);
    }

    /** The thread is told to end; the caller is to see that, too. */
    static StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException(Trouble.CALL, "interrupted while waiting for Redis", e);
    }

    /** What the root of an error says, which alone would not tell that it is about a certificate. */
    static String describe(Throwable error) {
        String about = "";
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            about = root instanceof SSLException ? "TLS: " : about;
            root = root.getCause();
        }
        String message = root.getMessage();
        return about + (message == null ? root.getClass().getSimpleName() : message);
    }

    /** Whether the server is no master; Redis 6.2 says so within another error. */
    static boolean ofReplica(Throwable error) {
        return String.valueOf(error.getMessage()).contains("READONLY");
    }

    /** Whether somebody must change a password, a right or a certificate before Redis lets us in. */
    static boolean needsMending(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException
                    || cause instanceof SSLException
                    || cause instanceof IllegalStateException) {
                return !(cause instanceof RedisLoadingException);
            }
        }
        return false;
    }

    private static Trouble trouble(Throwable error) {
        if (error instanceof RedisCommandTimeoutException || error instanceof TimeoutException) {
            return Trouble.TIMEOUT;
        }
        if (error instanceof RedisConnectionException) {
            return Trouble.DISCONNECTED;
        }
        String message = String.valueOf(error.getMessage());
        if (contains(message, REFUSED)) {
            return Trouble.REFUSED;
        }
        if (contains(message, OVERLOAD)) {
            return Trouble.OVERLOAD;
        }
        boolean link = contains(message, DISCONNECTED) || !(error instanceof RedisException);
        return link ? Trouble.DISCONNECTED : Trouble.CALL;
    }

    private static boolean contains(String message, List<String> words) {
        return words.stream().anyMatch(message::contains);
    }
}
