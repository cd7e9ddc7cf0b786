package dev.ratelimit.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratelimit.http.SubjectHasher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private final SubjectHasher hasher = SubjectHasher.plain();

    @ParameterizedTest
    @ValueSource(strings = {"alice", "10.0.0.1", "a/b", "/orders", "user@example.org", "2001:db8::1", "a b"})
    void meansAUserByAnythingElse(String entry) {
        Target target = Target.parse(entry, hasher);
        assertThat(target.text()).isEqualTo(entry);
        assertThat(target.network()).isNull();
    }

    @Test
    void keepsNoKey() {
        Target raw = Target.parse("key:s3cr3t", hasher);
        assertThat(raw.text()).isEqualTo(hasher.subject("key", "s3cr3t")).doesNotContain("s3cr3t");
        assertThat(Target.parse(raw.text(), hasher)).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "cookie"})
    void keepsNoSessionAndNoCookie(String kind) {
        Target raw = Target.parse(kind + ":s3cr3t", hasher);
        assertThat(raw.text()).isEqualTo(hasher.subject(kind, "s3cr3t"));
        assertThat(Target.parse(raw.text(), hasher)).isEqualTo(raw);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1/8   | has bits set after its prefix; the network is 10.0.0.0/8",
                "10.0.0.0/33  | /33 of 10.0.0.0 is out of range",
                "2001:db8::/x | has no valid prefix",
                "10.0.0/8     | \"10.0.0/8\" is no entry of a list; accepted are",
                "10.0.0.0/    | has no valid prefix",
                "999.0.0.0/8  | is no entry of a list; accepted are",
                "2001:db8/32  | is no entry of a list; accepted are",
                "192.0.2.256  | is no entry of a list; accepted are",
                "ip:host      | \"ip:host\" has no address after ip:; accepted are the id of a user",
                "ip:          | has no address after ip:",
                "key:         | is followed by nothing; accepted are the id of a user",
                "''           | \"\" is no entry of a list; accepted are"
            })
    void refusesWhatMeansNobody(String entry, String words) {
        assertThatThrownBy(() -> Target.parse(entry, hasher))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
