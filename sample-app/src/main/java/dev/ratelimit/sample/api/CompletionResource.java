package dev.ratelimit.sample.api;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

import dev.ratelimit.RateLimitContext;
import dev.ratelimit.jaxrs.RateLimited;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/complete}: stands for a language model, whose answers cost what they turn out to be long. */
@Path("complete")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CompletionResource {
    private static final int MOST = 1000;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** What to say, and how many words at most. */
    record Question(@Nullable String prompt, int maxTokens) {}

    /** What was said, and how many words that is. */
    record Answer(String text, int tokens) {}

    /** The prompt itself, over and over; each word of it is a token. */
    @POST
    @RateLimited(value = "500/1m", name = "tokens")
    public Response complete(@Nullable Question question) {
        if (question == null
                || question.prompt() == null
                || question.prompt().isBlank()
                || question.maxTokens() < 1
                || question.maxTokens() > MOST) {
            return Problem.of(BAD_REQUEST, "prompt is some words, and maxTokens is 1 to " + MOST)
                    .build();
        }
        Answer answer = answer(question.prompt(), question.maxTokens());
        RateLimitContext.current().charge("tokens", answer.tokens());
        return Response.ok(answer).build();
    }

    private static Answer answer(String prompt, int tokens) {
        List<String> words = SPACES.splitAsStream(prompt.strip()).toList();
        String text = IntStream.range(0, tokens)
                .mapToObj(i -> words.get(i % words.size()))
                .collect(Collectors.joining(" "));
        return new Answer(text, tokens);
    }
}
