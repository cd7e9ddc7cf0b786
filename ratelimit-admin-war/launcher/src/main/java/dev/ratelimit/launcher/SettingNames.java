package dev.ratelimit.launcher;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The names of a setting: {@code --bucket-capacity}, {@code bucketCapacity} and {@code RATELIMIT_BUCKET_CAPACITY}. */
final class SettingNames {

    private static final Pattern DASH = Pattern.compile("-(.)");
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z]");
    private static final Pattern PARAM = Pattern.compile("context-param ratelimit\\.(\\w+)");

    private SettingNames() {}

    static String ofFlag(String flag) {
        return DASH.matcher(flag.substring(2)).replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
    }

    static String variable(String setting) {
        return "RATELIMIT_"
                + UPPER_CASE
                        .matcher(setting)
                        .replaceAll(letter -> "_" + letter.group())
                        .toUpperCase(Locale.ROOT);
    }

    /** A message of the service, in the words of the command line. */
    static String asFlags(String message) {
        return PARAM.matcher(message).replaceAll(SettingNames::flag);
    }

    private static String flag(MatchResult param) {
        return "--"
                + UPPER_CASE
                        .matcher(param.group(1))
                        .replaceAll(letter -> "-" + letter.group().toLowerCase(Locale.ROOT));
    }
}
