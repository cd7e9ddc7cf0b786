package dev.ratelimit.sample;

import java.util.Objects;

/** What the sample prints once it serves. */
final class Greeting {
    private static final String TEXT = """

            The Ratelimit sample is at %1$s

              counts on  %2$s
              rules      %3$s

              dashboard  %1$sadmin/

            Try these, or the buttons on its start page:

              curl -i "%1$scatalogue"
              curl -i "%1$ssearch?q=lamp" -H "X-Api-Key: demo"
              curl -i "%1$slogin?try=[1-6]" -H "X-Account: alice" -X POST
              curl -i "%1$sapi/orders/1?try=[1-16]" -H "X-Api-Key: demo"
              curl -i "%1$sadmin/check?user_id=alice"

            Ctrl-C stops it.

            """;

    private Greeting() {}

    static String of(Sample sample) {
        String rules = Objects.requireNonNullElse(sample.options().rules, "ratelimit.json, the sample's own");
        return TEXT.formatted(sample.web().address(), sample.redis().story(), rules);
    }
}
