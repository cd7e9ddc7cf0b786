package dev.ratelimit;

import dev.ratelimit.config.RulesWatch;
import dev.ratelimit.config.Settings;
import dev.ratelimit.http.Allowance;
import dev.ratelimit.http.AskedPath;
import dev.ratelimit.http.Identification;
import dev.ratelimit.http.RequestFacts;
import dev.ratelimit.http.RequestView;
import dev.ratelimit.http.Standing;
import dev.ratelimit.limit.FailurePolicy;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Verdict;
import dev.ratelimit.list.ListRepository;
import dev.ratelimit.rule.Match;
import dev.ratelimit.rule.ModeRepository;
import dev.ratelimit.rule.Plan;
import dev.ratelimit.rule.Repository;
import dev.ratelimit.rule.ResourceRules;
import dev.ratelimit.rule.Rule;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.RulesFile;
import dev.ratelimit.user.Profile;
import dev.ratelimit.user.Users;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether requests may pass. One for an application, safe for any number of threads; works without any web
 * container:
 *
 * <pre>{@code
 * try (RateLimiter limiter = RateLimiter.builder()
 *         .redis("127.0.0.1:6379")
 *         .defaultLimit(Limit.perMinute(100))
 *         .build()) {
 *     if (!limiter.check("alice").allowed()) { … }
 * }
 * }</pre>
 *
 * <p>A check blocks for at most the time budget (25 ms by default) and never throws because the store is lost; then each
 * rule's failure policy decides.
 */
public final class RateLimiter implements AutoCloseable {

    private final State state;
    private final LiveRules rules;
    private final @Nullable RulesWatch watch;
    private final Identification identification;
    private final Audience audience;
    private final Decider decider;
    private final Explainer explainer;
    private final Looks looks;
    private final Admissions admissions;
    private final Observations observations;

    RateLimiter(
            State state,
            LiveRules rules,
            @Nullable RulesWatch watch,
            Identification identification,
            Audience audience) {
        this.decider = new Decider(
                state.store(),
                state.surroundings().clock(),
                rules,
                new Decider.Callers(state.mode(), state.lists(), state.profiles()));
        this.explainer = new Explainer(state, rules, decider, audience);
        this.looks =
                new Looks(decider, rules, state.users(), state.surroundings().clock());
        this.admissions = new Admissions(state.store(), decider, audience);
        this.observations = new Observations(state.watching(), rules, identification.missingKey());
        this.state = state;
        this.rules = rules;
        this.watch = watch;
        this.identification = identification;
        this.audience = audience;
    }

    /**
     * A limiter on the same buckets and users that has a rule {@code default} in any case: its own, else one with this
     * limit, counted locally while Redis is lost. Closing one of both closes what they share.
     */
    public RateLimiter withDefaultLimit(Limit limit) {
        if (rules.current().rules().find(Rule.DEFAULT_ID).isPresent()) {
            return this;
        }
        LiveRules more = rules.with(Rule.ofDefault(limit, FailurePolicy.LOCAL));
        return new RateLimiter(state, more, watch, identification, audience);
    }

    /** A builder; {@link RateLimiterBuilder#build} refuses one without any rule. */
    public static RateLimiterBuilder builder() {
        return new RateLimiterBuilder();
    }

    /**
     * A builder with everything that settings say: rules, default limit, Redis, identification, bounds. Logs the
     * settings' warnings.
     *
     * @param loader finds the rules file on the class path
     * @throws dev.ratelimit.rule.RulesException listing every fault of the rules file
     * @throws dev.ratelimit.config.SettingsException when there is neither a rule nor a Redis, with the line to add
     */
    public static RateLimiterBuilder builder(Settings settings, ClassLoader loader) {
        return Configured.builder(settings, loader);
    }

    /**
     * For adapters: puts the limits into force that annotations in the code of an application say. Rules of the same ids from
     * anywhere else hide them.
     *
     * @param application whose they are; what it said before is replaced, by nothing when it ends
     * @throws IllegalArgumentException when another application says something else under one id; nothing is changed then
     */
    public void annotate(Object application, ResourceRules annotated) {
        rules.annotate(application, annotated);
    }

    /** The rules in force at the moment, and those that annotations say on other nodes, which decide nothing here. */
    public RuleSet rules() {
        return rules.current().listed();
    }

    /** The rules and plans of files, settings, code and annotations, those of other nodes too, as if none were stored. */
    public RulesFile unstored() {
        return rules.unstored();
    }

    /**
     * The rules that can be changed while everything runs: on Redis for every node, else in this JVM. They hide those of
     * files, settings and code with the same ids.
     */
    public Repository<Rule> ruleRepository() {
        return state.repositories().rules();
    }

    /** The plans that can be changed while everything runs, in the same way. */
    public Repository<Plan> planRepository() {
        return state.repositories().plans();
    }

    /** Who passes whatever the rules say: users, API keys, addresses and networks. */
    public ListRepository allowList() {
        return state.repositories().allowList();
    }

    /** Who is refused, also when on the other list. */
    public ListRepository denyList() {
        return state.repositories().denyList();
    }

    /** The plans in force at the moment, by name. */
    public List<Plan> plans() {
        return rules.current().plans().values().stream()
                .sorted(Comparator.comparing(Plan::name))
                .toList();
    }

    /** The switch for everything: enforce, shadow or off. */
    public ModeRepository modeRepository() {
        return state.repositories().mode();
    }

    /** The limits that a rule has for a user at the moment: the user's own, else those of his plan, else the rule's. */
    public List<Limit> limits(Rule rule, Profile profile) {
        return decider.charging().limits(rule, profile);
    }

    /** The users that are kept a record of: on Redis, or in this JVM where the builder was told to. */
    public Users users() {
        return state.users();
    }

    /** What is seen of decisions: counts, recent traffic, events and what there is to measure. */
    public Observations observations() {
        return observations;
    }

    /** Whether Redis answers within a time; always true without one. For health checks, no part of any decision. */
    public boolean reachable(Duration patience) {
        return state.store().reachable(patience);
    }

    /** Checks a request: every rule whose condition holds applies, all or nothing. */
    public Verdict check(RequestView request) {
        RequestFacts facts = facts(request);
        return audience.hears(facts, 1, () -> decider.decide(facts, Rule::cost));
    }

    /**
     * For adapters: decides a request whose response will be known, by the rules that apply to it and have not decided it in
     * an earlier stage. All or nothing as well: when this stage denies, what earlier ones took is put back.
     *
     * @param context of the request; {@link RateLimitContext#uncounted} at its first stage
     * @param scope the rules that this stage is about
     */
    public void admit(RequestView request, RateLimitContext context, Predicate<Rule> scope) {
        admissions.admit(facts(request), context, scope);
    }

    private RequestFacts facts(RequestView request) {
        return new RequestFacts(request, identification).in(state.surroundings());
    }

    /**
     * Checks a request of which the facts are known.
     *
     * @param cost how many times the cost of each rule the request takes; 0 to look without taking
     * @throws IllegalArgumentException when the cost is negative
     */
    public Verdict check(RequestFacts facts, long cost) {
        ToLongFunction<Rule> taken = Cost.times(cost);
        return audience.hears(facts, cost, () -> decider.decide(facts.in(state.surroundings()), taken));
    }

    /**
     * Makes the same check, charged as any other, and says why it was answered as it was. Every rule is asked, so this is for
     * people and not for each request. With a cost of 0 it is nothing but a look: no listener hears of it, and it is not
     * counted.
     *
     * @throws IllegalArgumentException when the cost is negative
     */
    public Explanation explain(RequestFacts facts, long cost) {
        return explainer.explain(facts.in(state.surroundings()), cost);
    }

    /**
     * Checks a request that has nothing but a user: rule {@code default} and every other whose condition holds for it.
     *
     * @throws IllegalArgumentException when the user is blank
     */
    public Verdict check(String user) {
        RequestFacts facts = RequestFacts.ofUser(user).in(state.surroundings());
        return audience.hears(facts, 1, () -> decider.decide(facts, Rule::cost));
    }

    /**
     * Checks one rule, whatever its condition.
     *
     * @param subject the value of the rule's key
     * @param cost 0 to look without taking
     * @throws IllegalArgumentException when there is no active rule with that id, when its key has several parts, when the
     *     subject is blank, or when the cost is negative
     */
    public Verdict check(String rule, String subject, long cost) {
        ToLongFunction<Rule> taken = Cost.of(cost);
        Match match = looks.match(rule, subject);
        return audience.hears(match.user(), () -> decider.decide(match, taken));
    }

    /**
     * What a rule's buckets hold for a subject, under the limits that apply now: nothing is charged, no user is made, no
     * listener hears of it.
     *
     * @throws IllegalArgumentException as {@link #check(String, String, long)} does
     * @throws dev.ratelimit.store.StoreException when the user's record cannot be read
     */
    public Verdict look(String rule, String subject) {
        return looks.of(looks.match(rule, subject));
    }

    /**
     * The same under every active rule that counts by nothing but the user, whatever its condition.
     *
     * @param profile the user's record
     */
    public List<Allowance> look(String user, Profile profile) {
        return looks.of(user, profile);
    }

    /**
     * What is left to the caller of a request under the rules that apply to it, or would if it were for the path that its
     * parameter {@code path} names: nothing is charged, no user is made, no listener hears of it.
     *
     * @throws dev.ratelimit.store.StoreException when the user's record cannot be read
     */
    public Standing standing(RequestView request) {
        return looks.of(facts(new AskedPath(request)));
    }

    /** Closes the store and its connections. Checks made afterwards follow the failure policies. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        state.watching().close();
        state.store().close();
    }
}
