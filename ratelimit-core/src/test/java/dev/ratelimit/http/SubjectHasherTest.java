package dev.ratelimit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubjectHasherTest {

    private static final String SECRET = "a deployment's own secret";

    /** From outside: {@code printf %s s3cr3t | openssl dgst -sha256 [-hmac "$SECRET"] -binary | base64}. */
    @Test
    void givesTheHashThatOtherToolsGive() {
        assertThat(SubjectHasher.plain().subject("key", "s3cr3t")).isEqualTo("key:1dd8bf~TnOMpVY8Bs_QAYKZkz1Y2w");
        assertThat(SubjectHasher.keyed(SECRET).subject("key", "s3cr3t")).isEqualTo("key:a94e56~EDxSig45Kp7CS2uXDor11w");
    }

    @Test
    void hasTheFormKindTagHash() {
        assertThat(SubjectHasher.keyed(SECRET).subject("cookie", "x")).matches("cookie:[0-9a-f]{6}~[A-Za-z0-9_-]{22}");
        assertThat(SubjectHasher.plain().subject("key", "x".repeat(1_000_000)))
                .matches("key:[0-9a-f]{6}~[A-Za-z0-9_-]{22}");
    }

    @Test
    void dependsOnTheSecretAndOnTheValue() {
        assertThat(SubjectHasher.keyed(SECRET).subject("key", "x"))
                .isEqualTo(SubjectHasher.keyed(SECRET).subject("key", "x"))
                .isNotEqualTo(SubjectHasher.keyed(SECRET + "2").subject("key", "x"))
                .isNotEqualTo(SubjectHasher.keyed(SECRET).subject("key", "y"))
                .isNotEqualTo(SubjectHasher.plain().subject("key", "x"));
    }

    @Test
    void tellsManyValuesApart() {
        Set<String> subjects = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            subjects.add(SubjectHasher.plain().subject("key", "value-" + i));
        }
        assertThat(subjects).hasSize(10_000);
    }

    @Test
    void tellsWhetherTwoNodesHaveTheSameSecret() {
        assertThat(SubjectHasher.keyed(SECRET).fingerprint())
                .matches("[0-9a-f]{8}")
                .isEqualTo(SubjectHasher.keyed(" " + SECRET + "\n").fingerprint())
                .isNotEqualTo(SubjectHasher.keyed(SECRET + "2").fingerprint());
        assertThat(SubjectHasher.plain().fingerprint()).isEqualTo("none");
    }

    @Test
    void neverShowsTheSecret() {
        assertThat(SubjectHasher.keyed(SECRET).toString())
                .doesNotContain("secret")
                .contains("fingerprint=");
        assertThat(Identification.defaults()
                        .withHasher(SubjectHasher.keyed(SECRET))
                        .toString())
                .doesNotContain(SECRET);
    }

    @Test
    void refusesAShortSecretWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubjectHasher.keyed("tooshort-tooshy"))
                .withMessageContaining("15 bytes; accepted are 16 or more")
                .withMessageNotContaining("tooshort");
        assertThat(SubjectHasher.keyed("0123456789abcdef").isKeyed()).isTrue();
        assertThat(SubjectHasher.plain().isKeyed()).isFalse();
    }
}
