package dev.ratelimit.sample;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line: the flag, the value, and what is accepted. */
final class UsageFault {
    private static final Map<String, String> ACCEPTED = Map.of(
            "--port", "0 to 65535, 0 for any free port",
            "--redis-addr", "host:port such as 127.0.0.1:6379, redis://... and rediss://...",
            "--rules", "the paths of JSON files that can be read",
            "--store", "redis and memory",
            "--help", "no values");

    private UsageFault() {}

    static String of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return noFlag(unmatched.getUnmatched().get(0)) + "; accepted are " + flags(e);
        }
        if (culprit(e) instanceof OptionSpec option) {
            String flag = option.longestName();
            return flag + complaint(e) + "; accepted are " + ACCEPTED.get(flag);
        }
        return String.valueOf(e.getMessage());
    }

    /** Nothing of a value, which may be an address with a password whose flag is mistyped. */
    private static String noFlag(String argument) {
        return argument.startsWith("--")
                ? argument.replaceFirst("(?s)=.*", "") + " is not a flag"
                : "an argument that does not begin with -- is not a flag";
    }

    private static @Nullable ArgSpec culprit(ParameterException e) {
        if (e instanceof OverwrittenOptionException twice) {
            return twice.getOverwritten();
        }
        return e instanceof MissingParameterException missing
                ? missing.getMissing().get(0)
                : e.getArgSpec();
    }

    private static String complaint(ParameterException e) {
        if (e instanceof OverwrittenOptionException) {
            return " is given more than once";
        }
        String value = e.getValue();
        return e instanceof MissingParameterException || value == null
                ? " has no value"
                : " " + withoutPassword(value) + " cannot be used";
    }

    private static String withoutPassword(String value) {
        return value.replaceFirst("^(.*//)?.*@", "$1...@");
    }

    private static String flags(ParameterException e) {
        return e.getCommandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "));
    }
}
